/** Characters of a preset's name. */
export const PRESET_NAME_MAX = 60
/** So many presets a person may keep. */
export const PRESETS_MAX = 200
