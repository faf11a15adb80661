#!/bin/sh
# Makes the sounds in this folder. Run once, by hand, with ffmpeg from apt (Debian's has flite): sh make.sh
# Only sounds are kept as samples: pictures and films are made on the spot, and ffmpeg is no part of the product.
set -e
cd "$(dirname "$0")"
EXACT="-map_metadata -1 -fflags +bitexact -flags:a +bitexact"
# Every frame stands alone (no reservoir, no headers), so that frames can be cut and repeated.
MP3="-c:a libmp3lame -reservoir 0 -write_xing 0 -id3v2_version 0"

SAYS="This is the sandbox of Loupe. Nothing was sent anywhere, and nothing was charged. With a key of your own, this voice will read your words."
for VOICE in slt rms; do
  printf '%s' "$SAYS" >says.txt
  ffmpeg -v error -y -f lavfi -i "flite=textfile=says.txt:voice=$VOICE" \
    -af "highpass=f=70,loudnorm=I=-18:TP=-2,silenceremove=stop_periods=-1:stop_duration=0.45:stop_threshold=-50dB" \
    -ac 1 -ar 24000 $MP3 -b:a 32k $EXACT "voice-$VOICE.mp3"
done
rm says.txt

# Five tones, loud and soft once in 4 s: repeated, they have no seam.
PAD='0.16*sin(2*PI*110*t)*(0.6+0.4*sin(2*PI*t/4))+0.12*sin(2*PI*164.75*t)*(0.6+0.4*sin(2*PI*t/4+1.6))+0.10*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*t/2+0.4))+0.07*sin(2*PI*277.25*t)*(0.5+0.5*sin(2*PI*t/4+3.1))+0.05*sin(2*PI*329.5*t)*(0.5+0.5*sin(2*PI*t/2+2.2))'
ffmpeg -v error -y -f lavfi -i "aevalsrc=$PAD:d=4:s=48000" -ac 1 -c:a aac -b:a 48k $EXACT -f adts pad.aac

# A gust of wind with two soft bells.
GUST='0.5*(random(0)-0.5)*pow(sin(PI*t/4)\,2)*(0.4+0.6*pow(sin(2*PI*t/4)\,2))+0.22*sin(2*PI*660*t)*exp(-3*mod(t\,2))*sin(PI*min(mod(t\,2)*50\,0.5))+0.12*sin(2*PI*990*t)*exp(-4*mod(t+1\,2))*sin(PI*min(mod(t+1\,2)*50\,0.5))'
ffmpeg -v error -y -f lavfi -i "aevalsrc=$GUST:d=4:s=44100" -af lowpass=f=5000 -ac 1 $MP3 -b:a 64k $EXACT gust.mp3
ffmpeg -v error -y -f lavfi -i "aevalsrc=$GUST:d=4:s=48000" -af lowpass=f=5000 -ac 1 -c:a libopus -b:a 32k $EXACT gust.ogg
