import {
  ALL_FORMATS,
  type AudioCodec,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  type InputTrack,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
} from 'mediabunny'

// Films are put together from packets that are there already: nothing is decoded or encoded here.

type Packets = AsyncIterable<EncodedPacket> | Iterable<EncodedPacket>
export type VideoTrack = {
  codec: VideoCodec
  config: VideoDecoderConfig
  packets: Packets
  frameRate?: number
}
export type AudioTrack = { codec: AudioCodec; config: AudioDecoderConfig; packets: Packets }

/** What browsers play inside an MP4. */
const playable: readonly AudioCodec[] = ['aac', 'mp3', 'opus']

/** Writes an MP4 (or MOV) into memory. */
export async function film(
  container: 'mp4' | 'mov',
  video: VideoTrack,
  audio: AudioTrack | null,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget()
  const Format = container === 'mp4' ? Mp4OutputFormat : MovOutputFormat
  const output = new Output({ format: new Format({ fastStart: 'in-memory' }), target })
  const pictures = new EncodedVideoPacketSource(video.codec)
  output.addVideoTrack(pictures, video.frameRate ? { frameRate: video.frameRate } : {})
  const sounds = audio && new EncodedAudioPacketSource(audio.codec)
  if (sounds) output.addAudioTrack(sounds)
  output.setMetadataTags({ comment: 'Made by the sandbox of Loupe' })
  await output.start()
  await Promise.all([
    (async () => {
      let first = true
      for await (const packet of video.packets) {
        await pictures.add(packet, first ? { decoderConfig: video.config } : undefined)
        first = false
      }
      pictures.close()
    })(),
    (async () => {
      if (!sounds || !audio) return
      let first = true
      for await (const packet of audio.packets) {
        await sounds.add(packet, first ? { decoderConfig: audio.config } : undefined)
        first = false
      }
      sounds.close()
    })(),
  ])
  await output.finalize()
  if (!target.buffer) throw new Error('the film has no bytes')
  return new Uint8Array(target.buffer)
}

export const openFile = (path: string) =>
  new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })

/** The packets of a track from its start, up to a time in seconds, as if it began at 0. */
export async function* packetsOf(track: InputTrack, until: number): AsyncGenerator<EncodedPacket> {
  const start = await track.getFirstTimestamp()
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const timestamp = packet.timestamp - start
    // Frames may come before ones that are shown earlier: a little over the end is read.
    if (timestamp > until + 1) return
    if (timestamp < until) yield packet.clone({ timestamp: Math.max(0, timestamp) })
  }
}

/** The same packets again and again. */
export async function* repeated(track: InputTrack, until: number): AsyncGenerator<EncodedPacket> {
  const packets: EncodedPacket[] = []
  for await (const packet of packetsOf(track, Number.POSITIVE_INFINITY)) packets.push(packet)
  const length = packets.reduce((sum, packet) => sum + packet.duration, 0)
  if (length <= 0) return
  for (let round = 0; round * length < until; round++) {
    for (const packet of packets) {
      const timestamp = round * length + packet.timestamp
      if (timestamp >= until) return
      yield packet.clone({ timestamp })
    }
  }
}

/** The sound of a file as a film's track, `repeat`ed up to the end; null when it has none that browsers play. */
export async function soundOf(input: Input, until: number, repeat: boolean): Promise<AudioTrack | null> {
  const track = await input.getPrimaryAudioTrack()
  const codec = await track?.getCodec()
  const config = await track?.getDecoderConfig()
  if (!track || !codec || !config || !playable.includes(codec)) return null
  return { codec, config, packets: repeat ? repeated(track, until) : packetsOf(track, until) }
}
