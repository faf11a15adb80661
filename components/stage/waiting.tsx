/** The place of a part that is still on its way. */
export const Waiting = () => <div className="on-table h-full min-h-60" />
