#!/usr/bin/env bash
# llama.cpp's programs as Debian sid packs them, without a chroot: those in bin/ run like any others and open files anywhere.
# Called by scripts/testbed, which holds the lock: llama.sh up|version|path|down
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debs.sh"
target=${VENOM_CACHE:?run scripts/testbed}/llama.cpp

install() {
  local lib so
  rm -rf "$target"
  mkdir -p "$target/bin"
  debs_unpack sid "$target/debian" llama.cpp-tools llama.cpp-tools-extra libggml0-backend-rpc
  lib=$(echo "$target"/debian/usr/lib/*-linux-gnu)
  mv "$target"/debian/usr/bin/llama-* "$target"/debian/usr/libexec/*-linux-gnu/llama/bin/ggml-rpc-server "$target/bin/"
  rm -rf "$target"/debian/{etc,var,usr/share,usr/bin,usr/sbin,usr/libexec}
  # ggml looks for its back ends beside the program.
  for so in "$lib"/ggml/backends0/*.so; do ln -s "$so" "$target/bin/"; done
  mapfile -t libraries < <(find "$lib" -maxdepth 1 -type f \( -name 'libllama*' -o -name 'libmtmd*' -o -name 'libggml*' \))
  debs_adopt "$lib" "$lib/llama" "$target"/bin/llama-* "$target/bin/ggml-rpc-server" \
    "$lib"/llama/*.so "$lib"/ggml/backends0/*.so "${libraries[@]}"
  # Written last: an installation that broke off has none, and is made again.
  "$target/bin/llama-server" --version 2>&1 | grep '^version' > "$target/version"
}

case ${1:-} in
  up) [[ -f $target/version ]] || install ;;
  version) cat "$target/version" ;;
  path) [[ -f $target/version ]] || { echo 'llama is not installed: run scripts/testbed up llama' >&2; exit 1; }; echo "$target/bin" ;;
  down) rm -rf "$target" ;;
  *) exit 2 ;;
esac
