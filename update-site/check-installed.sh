#!/usr/bin/env bash
# Installs the built site into a folder as Fiji's updater does, beside those of Fiji's jars that we
# need, and finds cells there, in a batch and in a macro: with an empty home, without a network
# where the system can do without, and with nothing else on the class path than in Fiji.
#
#   mvn -B -ntp package -Pupdate-site -DskipTests && update-site/check-installed.sh
set -euo pipefail
cd "$(dirname "$0")/.."

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux64 separator=: ;;
  Darwin-arm64) platform=macos-arm64 separator=: ;;
  MINGW*-x86_64 | MSYS*-x86_64) platform=win64 separator=';' ;;
  *) echo "The site has no engine for $(uname -sm)"; exit 1 ;;
esac
work=target/site-check
rm -rf "$work"
mkdir -p "$work/fiji/jars" "$work/home" "$work/images"

# What Fiji brings: all that we need at run time and that is neither in the site nor in our jar.
tr '|' '\n' < target/update-site-jars.txt \
  | grep -v -E '[/\\](api|pytorch-[a-z-]+|picocli|commons-csv|snakeyaml-engine)[/\\][^/\\]+[/\\][^/\\]+$' \
  | while read -r jar; do cp "$jar" "$work/fiji/jars/"; done
# InstallSite fails if a file is not as the index says or a jar that ours need is missing.
mvn -q exec:java -Dexec.classpathScope=test -Dexec.mainClass=org.unstained.site.InstallSite \
  -Dexec.args="target/update-site $work/fiji $platform"
cp samples/livedead.png samples/livedead-frames.tif "$work/images/"

alone=()
if unshare -rn true 2> /dev/null; then alone=(unshare -rn); else echo "With the network"; fi
home="$(pwd -W 2> /dev/null || pwd)/$work/home" # as Windows writes it there
jars="$work/fiji/jars/*$separator$work/fiji/jars/$platform/*$separator$work/fiji/plugins/*"
unstained() {
  env -u DJL_CACHE_DIR -u ENGINE_CACHE_DIR -u PYTORCH_LIBRARY_PATH HOME="$home" LC_ALL=C.UTF-8 \
    ${alone[@]+"${alone[@]}"} java -Duser.home="$home" -Djava.awt.headless=true \
    --add-opens=java.base/java.lang=ALL-UNNAMED -cp "$jars" org.unstained.app.Main "$@"
}
unstained batch --input "$work/images" --output "$work/results" \
  --detect livedead-detector --classify livedead-classifier
unstained macro "$work/fiji/macros/unstained/detect_and_classify.ijm" \
  "$work/images/livedead-frames.tif|$work/macro.csv"

cells=$(grep -c '^livedead-frames.tif,' "$work/results/cells.csv")
in_macro=$(($(wc -l < "$work/macro.csv") - 1))
echo "livedead-frames.tif: $cells cells in the batch, $in_macro in the macro"
echo "Unpacked below the empty home:"
(cd "$work/home" && find . -type f -size +100k | sort)
[ "$cells" -gt 0 ] && [ "$cells" = "$in_macro" ]
