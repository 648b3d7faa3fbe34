#!/usr/bin/env bash
# Ollama in three versions, built from its Go modules: the newest, the last with LoRA by its API, the last with the old engine.
# Called by scripts/testbed, which holds the lock: ollama.sh up|version|path|down
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/debs.sh"
target=${VENOM_CACHE:?run scripts/testbed}/ollama
versions=(0.34.4 0.34.0 0.24.0)

# Asks Go's module proxy for exact versions: it lists none after 0.17.4.
install() {
  local version go=$target/go
  command -v go > /dev/null || { echo 'Ollama is built from source: install Go 1.26 or newer, and have it on the PATH' >&2; return 1; }
  command -v g++ > /dev/null || debs_install g++
  # Go's caches take 0.7 GB; they serve the three builds and go.
  rm -rf "$go"
  mkdir -p "$go"
  trap 'rm -rf "$target/go"' EXIT
  headers "$go/headers"
  for version in "$@"; do
    echo "building $version"
    (
      cd / # out of any module
      export GOBIN=$go/bin GOMODCACHE=$go/modules GOCACHE=$go/build GOFLAGS='-buildvcs=false -trimpath -modcacherw' CGO_ENABLED=1
      # The compiler is most of the work; for the tiny model -O2 takes two thirds more of it and answers no faster.
      export CGO_CPPFLAGS=-I$go/headers CGO_CFLAGS=-O1 CGO_CXXFLAGS=-O1
      go install -ldflags "-s -w -X=github.com/ollama/ollama/version.Version=$version" "github.com/ollama/ollama@v$version"
    )
    lay_out "$version" "$go/bin/ollama"
  done
}

# The old engine is compiled from llama.cpp's sources, of which Go's archives leave out every folder named vendor.
headers() {
  debs_unpack sid "$1.debian" nlohmann-json3-dev libstb-dev libminiaudio-dev
  mv "$1.debian/usr/include" "$1"
  mkdir -p "$1/miniaudio"
  ln -sf ../miniaudio.h "$1/miniaudio/miniaudio.h"
}

# As a package has it: Ollama looks for llama-server in ../lib/ollama beside its own folder. The program comes last: a version
# without it is made again.
lay_out() {
  local version=$1 program=$2
  rm -rf "${target:?}/$version"
  mkdir -p "$target/$version/bin" "$target/$version/lib/ollama"
  # 0.34.0 has llama-quantize read every GGUF that it is given.
  ln -s "$VENOM_CACHE"/llama.cpp/bin/llama-{server,quantize} "$target/$version/lib/ollama/"
  mv "$program" "$target/$version/bin/ollama"
}

missing() {
  local version
  for version in "${versions[@]}"; do [[ -x $target/$version/bin/ollama ]] || echo "$version"; done
}

case ${1:-} in
  up)
    # Since 0.30 Ollama computes with llama-server, which may be on its way.
    (exec 8> "$VENOM_CACHE/llama.lock"; flock 8; bash "$here/llama.sh" up)
    mapfile -t absent < <(missing)
    [[ ${#absent[@]} -eq 0 ]] || install "${absent[@]}"
    ;;
  version) [[ -z $(missing) ]] && echo "Ollama ${versions[*]}" ;;
  path) [[ -z $(missing) ]] || { echo 'ollama is not installed: run scripts/testbed up ollama' >&2; exit 1; }; echo "$target" ;;
  down) rm -rf "$target" ;;
  *) exit 2 ;;
esac
