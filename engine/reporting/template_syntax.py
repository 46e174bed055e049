"""Jinja's English sentences about the syntax of a template, in Chinese."""

from __future__ import annotations

import re

_TOKENS = {
    "end of print statement": "}}",
    "begin of print statement": "{{",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "end of template": "文件末尾",
    "name": "名称",
    "integer": "数",
    "float": "数",
    "string": "引号里的文字",
}
_ENDED = "模板到末尾还没有写“{}”"
_SENTENCES = (
    (r"Unexpected end of template\..*to be closed is '(\w+)'", _ENDED.format("end{}")),
    (
        r"Encountered unknown tag '(\w+)'.*to be closed is '(\w+)'",
        "“{}”写错，或前面的“{}”还没有写 end 标记",
    ),
    (r"Encountered unknown tag '(end\w+)'", "“{}”没有对应的开头"),
    (r"Encountered unknown tag '(\w+)'", "没有“{}”这种标记"),
    (r"Unexpected end of template|unexpected end of template, expected '(.+?)'\.", _ENDED),
    (r"expected token '(.+)', got '(.+)'", "此处应为“{}”，写的是“{}”"),
    (r"unexpected '(.+)', expected '(.+)'", "多出“{}”，应为“{}”"),
    (r"unexpected char ['\"](.+)['\"] at", "不能有“{}”这个字符"),
    (r"unexpected '(.+)'", "多出“{}”"),
    (r"Expected an expression, got '(.+)'", "此处应写名称或数，写的是“{}”"),
    (r"expected name or number", "点号后面应写名称"),
    (r"can't assign to", "set、for 后面应写名称"),
    (r"No filter named '(.+)'", "没有“{}”这个过滤器"),
    (r"No test named '(.+)'", "没有“{}”这种判断"),
    (r"block '(.+)' defined twice", "块“{}”写了两次"),
    (r"Missing end of comment tag", "注释没有写“#}}”"),
    (r"Missing end of raw directive", "raw 没有写“endraw”"),
)
_SENTENCES_READ = tuple((re.compile(pattern, re.DOTALL), said) for pattern, said in _SENTENCES)


def in_chinese(message: str) -> str | None:
    """The Chinese of one of Jinja's sentences; None for one that is not known."""
    for pattern, said in _SENTENCES_READ:
        if found := pattern.match(message):
            words = [_TOKENS.get(word, word) if word else "end 标记" for word in found.groups()]
            return said.format(*words)
    return None
