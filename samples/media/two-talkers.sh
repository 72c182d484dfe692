#!/bin/bash
# Composes two-talkers.mp4 of two sentences of the GRID corpus: two people side by side before a painted
# wall, each of whom says their sentence twice while the other listens.
# Usage: samples/media/two-talkers.sh LEFT.mpg RIGHT.mpg [FILM]
set -euo pipefail
film=$(realpath "${3:-$(dirname "$0")/two-talkers.mp4}")
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

person() { # CLIP NAME: a cut-out that talks for six seconds, one that listens for six, and the voice
  ffmpeg -v error -i "$1" -frames:v 75 -c:v qtrle \
    -vf 'fps=25,crop=320:280:20:8,chromakey=0x30a8d8:0.13:0.06,despill=type=blue:mix=0.5:expand=0.1,format=rgba' \
    "$work/$2.mov"
  ffmpeg -v error -i "$work/$2.mov" -frames:v 150 -c:v qtrle \
    -vf 'loop=loop=1:size=75,setpts=N/25/TB' "$work/$2-talks.mov"
  # Until 0.24 s nobody talks yet.
  ffmpeg -v error -i "$work/$2.mov" -c:v qtrle -map '[listens]' -filter_complex \
    '[0:v]trim=end_frame=6,split[to][end];
     [end]reverse,trim=start_frame=1:end_frame=5,setpts=PTS-STARTPTS[fro];
     [to][fro]concat,loop=loop=14:size=10,setpts=N/25/TB,trim=end_frame=150[listens]' "$work/$2-listens.mov"
  ffmpeg -v error -i "$1" -ac 1 -t 6 \
    -af 'aresample=48000,apad=whole_dur=3,atrim=0:3,aloop=loop=1:size=144000' "$work/$2.wav"
}
person "$1" left
person "$2" right

wall='gradients=s=640x360:c0=0xB5793F:c1=0x3F6F86:x0=0:y0=180:x1=640:y1=180:nb_colors=2:speed=0.00001:r=25:d=12'
ffmpeg -v error -y -f lavfi -i "$wall" \
  -i "$work/left-talks.mov" -i "$work/left-listens.mov" \
  -i "$work/right-listens.mov" -i "$work/right-talks.mov" \
  -i "$work/left.wav" -i "$work/right.wav" -map '[seen]' -map '[heard]' -filter_complex \
  '[1:v][2:v]concat[left];[3:v][4:v]concat[right];
   [0:v][left]overlay=0:80[one];[one][right]overlay=320:80:shortest=1,format=yuv420p[seen];
   [5:a][6:a]concat=v=0:a=1[heard]' \
  -c:v libx264 -crf 24 -preset slow -c:a aac -b:a 64k -movflags +faststart -map_metadata -1 "$film"
