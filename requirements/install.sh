#!/bin/sh
# install.sh run|dev|bench: makes .venv with exactly the locked packages, and the project in it, editable.
# install.sh chosen: only says what there is to say of the PYTHON that was asked for.
#
# Whatever the machine lacks is said in one line that names the package to install. The stamp .venv/.fazhi-WHAT is
# written last, so an installation that failed is tried again.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
venv=.venv

# What this python lacks, as one line; nothing when it can carry the project.
lacks() {
    "$1" - <<'PYTHON'
import importlib.util, os, shlex, shutil, subprocess, sys, sysconfig, tempfile

name = "python%d.%d" % sys.version_info[:2]


def needs(what, apt, dnf):
    print("%s：请先运行 sudo apt install %s（Fedora、openEuler 等用 sudo dnf install %s），再重试" % (what, apt, dnf))
    sys.exit()


if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
    needs("%s 缺少 venv 模块" % name, name + "-venv", "python3-pip")
if sys.version_info < (3, 13):  # durable-rules comes as source
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    if not shutil.which(compiler[0]):
        needs("缺少 C 编译器 %s" % compiler[0], "gcc libc6-dev", "gcc")
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "probe.c")
        for header, apt, dnf in (
            ("stdio.h", "libc6-dev", "glibc-devel"),
            ("Python.h", name + "-dev", name + "-devel"),
        ):
            with open(source, "w") as file:
                file.write("#include <%s>\n" % header)
            include = "-I" + sysconfig.get_path("include")
            probe = [*compiler, include, "-c", source, "-o", os.path.join(folder, "probe.o")]
            if subprocess.run(probe, capture_output=True).returncode:
                needs("缺少 C 头文件 %s" % header, apt, dnf)
PYTHON
}

recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# The PYTHON that was asked for must run and be recent; another is never taken in its stead.
refuse_unusable() {
    [ -n "${PYTHON:-}" ] || return 0
    found=$(version "$PYTHON") || found=
    if [ -z "$found" ]; then
        echo "PYTHON=$PYTHON 运行不了：请检查名称和路径（pyenv 等工具里的版本须先启用），或去掉 PYTHON= 再重试" >&2
        return 1
    fi
    recent "$PYTHON" || { echo "PYTHON=$PYTHON 是 Python $found：请改用 3.11 或更高版本，再重试" >&2; return 1; }
}

say_other_version() {
    { [ -n "${PYTHON:-}" ] && [ -x "$venv/bin/python" ]; } || return 0
    present=$(version "$venv/bin/python") || return 0
    [ "$present" = "$found" ] || echo "已有的 $venv 是 Python $present，仍用它；要换成 PYTHON=$PYTHON（$found），请先运行 make clean" >&2
}

# The first python that lacks nothing; otherwise the complaint about the first recent enough one.
find_python() {
    complaint=
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3.12 python3.11 python3 python3.13 python3.14 python; fi
    for candidate in "$@"; do
        recent "$candidate" || continue
        missing=$(lacks "$candidate")
        [ -n "$missing" ] || { python=$candidate; return 0; }
        complaint=${complaint:-$missing}
    done
    echo "${complaint:-没有找到 Python 3.11 或更高版本：请先运行 sudo apt install python3.12 python3.12-venv python3.12-dev gcc（Fedora、openEuler 等用 sudo dnf install python3.12 python3.12-devel gcc），再重试}" >&2
    return 1
}

pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input --quiet "$@"
}

fail() {
    echo "安装没有完成，上面是 pip 的说明：多为网络不通或源里缺包；没有网络请看 README.md“离线安装”。改好后重新运行同一条命令" >&2
    exit 1
}

refuse_unusable || exit 2
[ "$what" != chosen ] || { say_other_version; exit 0; }
find_python || exit 2
recent "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1 || { rm -rf "$venv"; "$python" -m venv "$venv"; }
rm -f "$venv/.fazhi-$what"
echo "正在安装到 $venv（约一两分钟，只需一次）……" >&2
pip install --require-hashes --only-binary :all: -r requirements/build.txt || fail
pip install --require-hashes --no-build-isolation -r "requirements/$what.txt" || fail
pip install --no-index --no-deps --no-build-isolation --editable . || fail
touch "$venv/.fazhi-run" "$venv/.fazhi-$what"
