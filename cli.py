"""The door: `fazhi VERB …`. Verbs live in engine/commands/, a module each, imported when called.

Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 the input or the call is unusable;
130 interrupted, 141 the reader of our output has gone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from engine import __version__
from engine.commands.failures import DEBUG, unexpected
from engine.commands.group import LazyGroup
from engine.console import collect_seldom, discard_output, keep_silent_at_the_end, prepare, say
from engine.errors import FazhiError, why
from engine.near import nearest

VERBS = {
    "check": "检查报告：逐项结论、依据原句、缺口和得分",
    "facts": "列出报告里读出的数字、日期和陈述",
    "explain": "说明一个条目的结论由何而来、怎样才会改变",
    "compare": "比较几份报告：同一地方历年，或不同地方同年",
    "text": "打印报告的文字（各处的位置都按它计）",
    "init": "新建督察前自查的文件夹，附台账模板",
    "status": "看自查文件夹里还缺什么",
    "audit": "督察前自查：报告与台账一并核对，写出自查包",
    "review": "读回在 Excel 里复核过的评分表，重算分数",
    "checklist": "查看、检查清单，用 Excel 填写地方清单",
    "indicators": "查看、试验指标词典",
    "schema": "打印输出和清单的 JSON Schema",
}

USAGE, INTERRUPTED, READER_GONE = 2, 130, 141


@click.command("fazhi", cls=LazyGroup, package="engine.commands", verbs=VERBS)
@click.version_option(__version__, prog_name="fazhi", help="显示版本。")
def group() -> None:
    """对照清单检查法治政府建设年度报告。

    最常用：fazhi check 报告.docx -o 结果文件夹
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code. Every failure is one Chinese line on standard error."""
    if arguments is None and not os.environ.get(DEBUG):
        keep_silent_at_the_end()
    try:
        prepare()
        code = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        code = _complain(error.format_message())
    except click.UsageError as error:
        code = _complain(_in_one_line(error))
    except click.ClickException as error:
        code = _complain(error.format_message())
    except FazhiError as error:
        code = _complain(str(error))
    except (KeyboardInterrupt, click.Abort):
        _complain("已中断")
        code = INTERRUPTED
    except BrokenPipeError:
        code = READER_GONE
    except OSError as error:
        code = _complain(f"读写失败（{why(error)}）。请检查磁盘空间和权限")
    except Exception as error:  # a defect of ours: no traceback unless it is asked for
        if os.environ.get(DEBUG):
            raise
        code = _complain(unexpected(error))
    discard_output()
    return code


def _run(arguments: list[str]) -> int:
    collect_seldom()
    with group.make_context("fazhi", arguments) as context:
        code = group.invoke(context)
    return code if isinstance(code, int) else 0


def _complain(line: str) -> int:
    with suppress(OSError):
        say(line)
    return USAGE


def _in_one_line(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "fazhi"
    message = " ".join(_message(error).split()).replace(". 可选", "，可选").replace("。 ", "，")
    before, choose, choices = message.replace("'", "").rstrip("。.").partition("可选：")
    stop = "" if message.endswith("？") else "。"
    if isinstance(error, click.NoSuchOption) and (file := _file_here(error.option_name)):
        stop = f"。如果是文件名，请写 ./{file}。"
    return f"{command}：{before}{choose}{choices.replace(', ', '、')}{stop}用 {command} --help 查看用法"


def _file_here(option: str) -> str | None:
    """A file in this folder whose name begins as an option does."""
    with suppress(OSError):
        return next((name for name in sorted(os.listdir()) if name.startswith(option)), None)
    return None


def _message(error: click.UsageError) -> str:
    """As click has it; where a name is wrong, with the one that was meant, not with all that are like it."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        name = error.command_name
    elif isinstance(error, click.NoSuchOption):
        name = error.option_name
    else:
        return error.format_message()
    near = nearest(name, error.possibilities or ())
    return f"{error.message} 是否想写 {near}？" if near else error.message


if __name__ == "__main__":
    sys.exit(main())
