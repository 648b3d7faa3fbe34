"""Stand-ins for the NVIDIA libraries that PyPI's torch is linked with and never calls on a processor: 2.7 GB less.

    python vllm-stand-ins.py SITE_PACKAGES

Each holds the symbols that torch's own libraries want of it, under the versions that they want, as functions that trap.
Fits torch 2.13.0; another version may be linked with other libraries.
"""

import collections
import pathlib
import re
import subprocess
import sys

# The library, and what the names of its symbols begin with: some come without a version, which would say whose they are.
LIBRARIES = {
    "libcublas.so.13": "cublas",
    "libcublasLt.so.13": "cublasLt",
    "libcudnn.so.9": "cudnn",
    "libcufft.so.12": "cufft",
    "libcufile.so.0": "cuFile",
    "libcurand.so.10": "curand",
    "libcusolver.so.12": "cusolver",
    "libcusparse.so.12": "cusparse",
    "libcusparseLt.so.0": "cusparseLt",
    "libnccl.so.2": "nccl",
    "libnvrtc.so.13": "nvrtc",
    "libnvshmem_host.so.3": "nvshmem",
}
LONGEST_FIRST = sorted(LIBRARIES, key=lambda library: -len(LIBRARIES[library]))


def main():
    folder = pathlib.Path(sys.argv[1], "torch", "lib")
    wanted = {library: collections.defaultdict(set) for library in LIBRARIES}
    for path in sorted(folder.glob("*.so")):
        if re.match(r"lib(torch|c10|caffe2|shm)", path.name):
            for library, version, symbol in wants(path):
                wanted[library][version].add(symbol)
    for library, versions in wanted.items():
        compile_library(folder / library, versions)


def wants(path):
    """Yields (library, version or '', symbol) for each symbol that a library of torch takes from one of NVIDIA's."""
    owners = version_owners(path)
    for line in lines("readelf", "--dyn-syms", "--wide", path):
        fields = line.split()
        if len(fields) < 8 or fields[6] != "UND":
            continue
        symbol, _, version = fields[7].partition("@")
        version = version.lstrip("@")
        if not version:
            library = next((name for name in LONGEST_FIRST if symbol.startswith(LIBRARIES[name])), None)
        else:
            library = owners.get(version)
        if library in LIBRARIES:
            yield library, version, symbol


def version_owners(path):
    """Which library each version of a symbol comes from."""
    owners, library = {}, None
    for line in lines("readelf", "--version-info", "--wide", path):
        if file := re.search(r"File: (\S+)", line):
            library = file.group(1)
        if version := re.search(r"Name: (\S+)\s+Flags", line):
            owners[version.group(1)] = library
    return owners


def compile_library(path, versions):
    names = sorted(name for group in versions.values() for name in group)
    source = "".join(f"void {name}(void) {{ __builtin_trap(); }}\n" for name in names)
    script = "".join(f"{version} {{ global: {'; '.join(sorted(group))}; }};\n" for version, group in versions.items() if version)
    command = ["cc", "-shared", "-nostdlib", "-w", f"-Wl,-soname,{path.name}", "-o", str(path)]
    if script:
        version_script = path.with_suffix(".map")
        version_script.write_text(script)
        command.append(f"-Wl,--version-script,{version_script}")
    subprocess.run([*command, "-x", "c", "-"], input=source, text=True, check=True)


def lines(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


main()
