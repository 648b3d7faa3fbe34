#!/usr/bin/env bash
# Debian's Chromium, for the tests of React parts and the end-to-end suites. It is the system's own package: nothing is cached.
# Called by scripts/testbed, which holds the lock: chromium.sh up|version|path|down
set -euo pipefail
program=${CHROMIUM:-/usr/bin/chromium}

install() {
  local sudo=()
  [[ $(id -u) -eq 0 ]] || sudo=(sudo -n)
  "${sudo[@]}" apt-get -qq update
  # Without these fonts, Polish letters and symbols would be boxes in pictures.
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get -qq install -y --no-install-recommends chromium fonts-dejavu-core
}

case ${1:-} in
  up) [[ -x $program ]] || install ;;
  version) "$program" --version 2> /dev/null | grep -o 'Chromium [0-9.]*' ;;
  path) [[ -x $program ]] || { echo 'Chromium is not installed: run scripts/testbed up chromium' >&2; exit 1; }; echo "$program" ;;
  down) ;;
  *) exit 2 ;;
esac
