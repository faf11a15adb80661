import 'server-only'
import { z } from 'zod'
import alibabaHappyhorse from './models/alibaba-happyhorse.json'
import alibabaQwen from './models/alibaba-qwen.json'
import alibabaTongyi from './models/alibaba-tongyi.json'
import alibabaWan from './models/alibaba-wan.json'
import blackForestLabs from './models/black-forest-labs.json'
import bytedance from './models/bytedance.json'
import bytedanceVolcengine from './models/bytedance-volcengine.json'
import elevenlabs from './models/elevenlabs.json'
import google from './models/google.json'
import ideogram from './models/ideogram.json'
import kling from './models/kling.json'
import meigenAi from './models/meigen-ai.json'
import minimax from './models/minimax.json'
import openai from './models/openai.json'
import pixverse from './models/pixverse.json'
import recraft from './models/recraft.json'
import topazLabs from './models/topaz-labs.json'
import xai from './models/xai.json'
import xty from './models/xty.json'
import { type Model, modelSchema } from './schema'

const data: unknown[] = [
  recraft,
  topazLabs,
  google,
  bytedance,
  blackForestLabs,
  openai,
  ideogram,
  alibabaQwen,
  alibabaTongyi,
  xai,
  kling,
  alibabaWan,
  alibabaHappyhorse,
  minimax,
  pixverse,
  bytedanceVolcengine,
  meigenAi,
  elevenlabs,
  xty,
].flat()

/** Every model of the market, the two that Loupe began with first. A wrong description stops the process at once. */
export const models: readonly Model[] = z.array(modelSchema).parse(data)

const byId = new Map(models.map((model) => [model.id, model]))

export const findModel = (id: string): Model | undefined => byId.get(id)
