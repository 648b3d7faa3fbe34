# To be sourced. Debian's packages by the machine's own apt configuration, unpacked into a folder: nothing is installed, and
# apt's own state stays as it is. Tools that are missing are installed, which needs root.

# debs_unpack SUITE FOLDER PACKAGE...   the packages with everything that they need, of a suite such as `sid`.
debs_unpack() {
  local suite=$1 into=$2 apt mirror deb
  shift 2
  apt=$(mktemp -d)
  mkdir -p "$apt"/{state/lists/partial,archives/partial} "$into"
  : > "$apt/status"
  mirror=$(debs_mirror)
  [[ -n $mirror ]] || { echo 'no Debian mirror in /etc/apt: these parts need Debian or something near it' >&2; return 1; }
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$apt/sources.list"
  # A mirror's index of sid may be past its date; it is signed all the same.
  local options=(
    -qq -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
    -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives"
    -o APT::Install-Recommends=false -o Acquire::Languages=none -o APT::Sandbox::User= -o Acquire::Retries=3
    -o Acquire::Check-Valid-Until=false
  )
  apt-get "${options[@]}" update
  apt-get "${options[@]}" -y --download-only install "$@"
  for deb in "$apt"/archives/*.deb; do dpkg-deb -x "$deb" "$into"; done
  rm -rf "$apt"
}

# The mirror that this machine uses, in either form of apt's sources.
debs_mirror() {
  local mirror
  mirror=$(cat /etc/apt/sources.list.d/*.sources 2> /dev/null | awk '$1 == "URIs:" { print $2; exit }')
  [[ -n $mirror ]] || mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null |
    awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }')
  echo "$mirror"
}

# debs_adopt LIBRARIES MORE ELF...   makes programs and libraries of another release load that release's loader and
# libraries, and none of the machine's. LIBRARIES is the unpacked /usr/lib/<machine>-linux-gnu at its final place; MORE is
# further folders to search, ':' between, or ''.
debs_adopt() {
  local lib=$1 more=$2 loader elf strays
  shift 2
  debs_patchelf
  loader=$(readlink -f "$lib"/ld-linux-*.so.*)
  for elf in "$@"; do
    patchelf --print-interpreter "$elf" > /dev/null 2>&1 && patchelf --set-interpreter "$loader" "$elf"
    # RPATH, not RUNPATH: only it counts for the libraries' own libraries.
    patchelf --force-rpath --set-rpath "$lib${more:+:$more}" "$elf"
  done
  for elf in "$@"; do
    patchelf --print-interpreter "$elf" > /dev/null 2>&1 || continue
    strays=$(LD_TRACE_LOADED_OBJECTS=1 "$elf" | grep -v -e "$lib" -e linux-vdso || true)
    [[ -z $strays ]] || { echo "$elf would load: $strays" >&2; return 1; }
  done
}

debs_patchelf() {
  command -v patchelf > /dev/null || debs_install patchelf
}

# debs_install PACKAGE...   into the machine, for one part after the other: apt turns away who comes second.
debs_install() {
  local sudo=()
  [[ $(id -u) -eq 0 ]] || sudo=(sudo -n)
  (
    exec 8> "$VENOM_CACHE/apt.lock"
    flock 8
    "${sudo[@]}" apt-get -qq update
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"
  )
}
