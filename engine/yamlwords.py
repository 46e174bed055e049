"""What is said of mistakes in YAML and in the values of a model: Chinese for the words of PyYAML and pydantic."""

from __future__ import annotations

# The type of a pydantic error: what is wrong, and the mend.
MISTAKES = {
    "missing": ("缺少必填项“{name}”", "请补上"),
    "extra_forbidden": ("没有“{name}”这一项", "请删去，或检查缩进"),
    "string_type": ("“{name}”应为文字", "请在冒号后写一段文字；true、null 作文字用时加引号"),
    "int_type": ("“{name}”应为整数", "请写成数字，如 2024"),
    "int_parsing": ("“{name}”应为整数", "请写成数字，如 2024"),
    "float_type": ("“{name}”应为数字", "请写成数字，如 10 或 0.5"),
    "float_parsing": ("“{name}”应为数字", "请写成数字，如 10 或 0.5"),
    "bool_type": ("“{name}”应为 true 或 false", None),
    "bool_parsing": ("“{name}”应为 true 或 false", None),
    "tuple_type": ("“{name}”应为列表", "请写成 [甲, 乙]，或每行一个“- ”"),
    "list_type": ("“{name}”应为列表", "请写成 [甲, 乙]，或每行一个“- ”"),
    "dict_type": ("“{name}”应为若干“键: 值”", "请写成“键: 值”，冒号后空一格"),
    "model_type": ("“{name}”应为若干“键: 值”", "请写成“键: 值”，冒号后空一格"),
    "model_attributes_type": ("“{name}”应为若干“键: 值”", "请写成“键: 值”，冒号后空一格"),
    "too_short": ("“{name}”不能为空", "请至少写一个"),
    "string_pattern_mismatch": ("“{name}”写法不合规定", None),
    "string_too_long": ("“{name}”太长", "不得超过 {max_length} 字"),
    "date_type": ("“{name}”应为日期", "请写成 2024-12-31"),
    "date_from_datetime_parsing": ("“{name}”应为日期", "请写成 2024-12-31"),
    "date_parsing": ("“{name}”应为日期", "请写成 2024-12-31"),
    "greater_than": ("“{name}”太小", "应大于 {gt}"),
    "greater_than_equal": ("“{name}”太小", "不得小于 {ge}"),
    "less_than": ("“{name}”太大", "应小于 {lt}"),
    "less_than_equal": ("“{name}”太大", "不得大于 {le}"),
}
UNKNOWN_MISTAKE = ("“{name}”不正确", None)

# How a value that must fit a pattern of a model is written.
_WRITTEN = {
    r"^\d{6}$": '请写六位区划代码并加引号，如 "370000"',
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "请写成“月-日”，各两位数，如 04-01",
    r"^[a-z0-9]+(\.[a-z0-9-]+)+$": "请写成用点隔开的两段以上小写字母、数字或短横，如 sample.reconsideration",
    r"^[a-z0-9_]+(\.[a-z0-9_]+)+$": "请写成用点隔开的两段以上小写字母、数字或下划线，如 reconsideration.accepted",
    r"^[a-z][a-z0-9_]*$": "请用小写字母开头，只写小写字母、数字和下划线，如 received_on",
    r"^[a-z][a-z0-9-]*$": "请用小写字母开头，只写小写字母、数字和短横，如 review-days",
}

# The beginning of what PyYAML, with libyaml or without, says is wrong.
_PROBLEMS = {
    "found character": "这里不能用这个字符开头（如 Tab、@、%、`），缩进请用空格，文字请加引号",
    "mapping values are not allowed": "一行里有两个“键: 值”，或上一行没有写完；文字里有“: ”时请加引号",
    "could not find expected ':'": "键后面缺少冒号",
    "did not find expected key": "缩进与上面的键不齐，或引号、括号后多了内容",
    "expected <block end>": "缩进与上面的键不齐，或引号、括号后多了内容",
    "did not find expected '-'": "列表的各项没有对齐，或漏写了“- ”",
    "did not find expected ',' or ']'": "方括号没有配对，或各项之间缺少逗号",
    "expected ',' or ']'": "方括号没有配对，或各项之间缺少逗号",
    "did not find expected ',' or '}'": "花括号没有配对，或各项之间缺少逗号",
    "expected ',' or '}'": "花括号没有配对，或各项之间缺少逗号",
    "did not find expected node content": "逗号或括号之间没有内容",
    "expected the node content": "逗号或括号之间没有内容",
    "found unexpected end of stream": "引号没有配对",
    "found unknown escape character": "双引号里的反斜线不能这样用，请改用单引号",
    "did not find expected comment or line break": "“|”或“>”后面要换行",
    "expected chomping or indentation": "“|”或“>”后面要换行",
    "found undefined alias": "“*”开头的文字请加引号",
    "found duplicate": "有重复的内容",
    "but found another document": "一个文件里只能有一份内容，请删去“---”以下的部分",
}
_LOOK_AT_LINE = "请检查这一行的缩进、冒号后的空格和引号"


TOO_DEEP = ("YAML 嵌套过深", "请检查括号和缩进")


def yaml_problem(problem: str | None) -> tuple[str, str]:
    """What is wrong and the mend, for the words of PyYAML; what is not known by its words stays unsaid."""
    if (problem or "").startswith("exceeded maximum nesting"):  # libyaml's own limit
        return TOO_DEEP
    known = next((said for start, said in _PROBLEMS.items() if (problem or "").startswith(start)), None)
    return (f"YAML 格式有误：{known}", "") if known else ("YAML 格式有误", _LOOK_AT_LINE)


def written(pattern: str) -> str | None:
    """How a value that fits `pattern` is written, or None where that is not known."""
    return _WRITTEN.get(pattern)
