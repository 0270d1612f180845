"""Write the page of ready-made queries from their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from cypher.parameters import PARAMETER_NAMES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FIELD: Final = re.compile(r"// (title\.zh|title\.en|on): (.+)")
_PARAMETER: Final = re.compile(r"// :param (\w+) => (.+)")
_HEAD: Final = """# Ready-made queries 现成的查询

Written by `make docs` from `cypher/queries`. Each is a question of a planner's office, as one statement that only
reads. What the labels, types and properties mean: [the graph](graph.md).

每个查询都是一句只读的 Cypher，回答规划人员常问的一个问题。标签、关系和属性的含义见[图的结构](graph.md)。

**In Neo4j Browser** (it comes with your own server, with Desktop and with Aura; http://localhost:7474 for instance):
connect, and choose the database that `pairing sync` wrote to. Set the parameters first: copy each line from `:param`
on, without the `//` before it, and run it. They last until the page is closed, so `as_of`, `active` and `in_scope` are
set once. Then paste the query and run it. What returns nodes and relationships is drawn, what returns values is a
table. The values given are those of the default settings: put in your own where your settings sheet says otherwise.

**在 Neo4j Browser 中**：连接服务器，选中 `pairing sync` 写入的数据库；先逐行复制并运行 `:param` 各行
（不要前面的 `//`），再粘贴查询运行。返回节点和关系的画成图，其余显示为表格。参数值是默认设置的，
“设置”表改过的请换成自己的值。

**With `pairing query`** the settings and the day come from the roster, and only what is marked *your own* is given:
`--param village=村:白土庄` finds the id of a name. It works on a file as on a server.

**用 `pairing query`** 时，设置和截至日期取自花名册，只需给出标为“自己给”的参数；对文件和服务器都一样。

```
pairing query ROSTER "$(cat cypher/queries/ending_soon.cypher)" --param until=2016-12-31
```

On a server, rows that are kept there after they left the roster are among the answers, until `pairing sync … --prune`
removes them. 服务器上保留的、花名册里已没有的行也在答案之中，直到用 `--prune` 清除。

"""


@dataclass(frozen=True)
class Question:
    """A ready-made query as its file has it."""

    name: str
    chinese: str
    english: str
    needs_server: bool
    """Whether it asks for what only a server keeps."""
    parameters: dict[str, str]
    """What Browser is to be told of each: a Cypher expression."""
    text: str
    """The whole file."""

    @property
    def query(self) -> str:
        """Give the query alone."""
        return self.text.partition("\n\n")[2]


def questions() -> tuple[Question, ...]:
    """Load every ready-made query, by the name of its file."""
    found = (file for file in files("cypher").joinpath("queries").iterdir() if file.name.endswith(".cypher"))
    return tuple(_question(file) for file in sorted(found, key=lambda file: file.name))


def _question(file: Traversable) -> Question:
    text = file.read_text(encoding="utf-8")
    header = text.partition("\n\n")[0].splitlines()
    fields, parameters = _fields(_FIELD, header), _fields(_PARAMETER, header)
    if len(fields) + len(parameters) != len(header):
        raise ValueError(f"{file.name}: a line of the header is neither a title nor a parameter")
    return Question(
        file.name.removesuffix(".cypher"),
        fields["title.zh"],
        fields["title.en"],
        fields.get("on") == "server",
        parameters,
        text,
    )


def _fields(form: re.Pattern[str], header: list[str]) -> dict[str, str]:
    return {found[1]: found[2] for line in header if (found := form.fullmatch(line))}


def queries_page() -> str:
    """Write an index and every query."""
    every = questions()
    index = "".join(f"- [{each.chinese}](#{each.name}) {each.english}\n" for each in every)
    return _HEAD + index + "".join(map(_section, every))


def _section(each: Question) -> str:
    where = "\nOn a server only. 仅限服务器。\n" if each.needs_server else ""
    own = " ".join(f"`${name}`" for name in sorted(own_parameters(each)))
    given = f"\nYour own 自己给: {own}\n" if own else ""
    path = f"`cypher/queries/{each.name}.cypher`"
    code = f"```cypher\n{each.text}```\n"
    return f'\n<a id="{each.name}"></a>\n\n## {each.chinese} · {each.english}\n\n{path}\n{where}{given}\n{code}'


def own_parameters(each: Question) -> frozenset[str]:
    """Give the parameters that the settings do not know."""
    return frozenset(each.parameters) - PARAMETER_NAMES
