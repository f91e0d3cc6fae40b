"""The tests' own tools, put back before a test runs in the learner's process."""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any


class Guard:
    """What tests lean on, as it was before any learner's code ran; ``restore`` puts back what was changed.

    It closes the plain tricks (an input transformer, another ``check``, another ``same``, another ``print``). Code in the
    same process can always go further; the teacher's guide says so.
    """

    MODULES = (
        "boxgrader.checks",
        "boxgrader.outcome",
        "boxgrader.wire",
        "boxgrader.tables",
        "builtins",
        "math",
        "copy",
    )

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.modules = {name: importlib.import_module(name) for name in self.MODULES}
        self.names = {name: dict(vars(module)) for name, module in self.modules.items()}
        self.names["builtins"].pop("_", None)
        self.codes = {
            (name, key): value.__code__
            for name, space in self.names.items()
            for key, value in space.items()
            if hasattr(value, "__code__")
        }
        checks = self.modules["boxgrader.checks"]
        self.given = {name: vars(checks)[name] for name in checks.__all__}
        self.methods = dict(vars(checks.Check))
        self.method_codes = {k: v.__code__ for k, v in self.methods.items() if hasattr(v, "__code__")}
        self.lists = {
            "input transformers": shell.input_transformer_manager.cleanup_transforms,
            "line transformers": shell.input_transformer_manager.line_transforms,
            "token transformers": shell.input_transformer_manager.token_transformers,
            "ast transformers": shell.ast_transformers,
        }
        self.contents = {name: list(values) for name, values in self.lists.items()}
        self.shell_names = set(vars(shell))

    def restore(self, source: str) -> list[str]:
        """Put everything back; returns in words what had been changed."""
        changed: list[str] = []
        manager = self.shell.input_transformer_manager
        for attribute, name in (
            ("cleanup_transforms", "input transformers"),
            ("line_transforms", "line transformers"),
            ("token_transformers", "token transformers"),
        ):
            if getattr(manager, attribute) is not self.lists[name]:
                setattr(manager, attribute, self.lists[name])
                changed.append(name)
        if self.shell.ast_transformers is not self.lists["ast transformers"]:
            self.shell.ast_transformers = self.lists["ast transformers"]
            changed.append("ast transformers")
        for name, values in self.lists.items():
            if list(values) != self.contents[name]:
                values[:] = self.contents[name]
                changed.append(name)
        if self.shell.input_transformers_post:
            self.shell.input_transformers_post = []
            changed.append("input transformers")
        for name in (
            "run_cell",
            "run_cell_async",
            "run_code",
            "run_ast_nodes",
            "transform_cell",
            "showtraceback",
        ):
            if name in vars(self.shell) and name not in self.shell_names:
                delattr(self.shell, name)
                changed.append(f"the shell's {name}")
        if self.shell.custom_exceptions:
            self.shell.custom_exceptions = ()
            changed.append("exception handlers")
        if sys.gettrace() is not None or sys.getprofile() is not None:
            sys.settrace(None)
            sys.setprofile(None)
            changed.append("a trace function")
        for name, module in self.modules.items():
            sys.modules[name] = module
            space = vars(module)
            for key, value in self.names[name].items():
                if space.get(key) is not value:
                    space[key] = value
                    changed.append(f"{name}.{key}")
        for (name, key), code in self.codes.items():
            function = self.names[name][key]
            if function.__code__ is not code:
                function.__code__ = code
                changed.append(f"{name}.{key}")
        check_class = vars(self.modules["boxgrader.checks"])["Check"]
        for key, value in self.methods.items():
            if key not in ("__dict__", "__weakref__") and vars(check_class).get(key) is not value:
                setattr(check_class, key, value)
                changed.append(f"Check.{key}")
        for key, code in self.method_codes.items():
            if self.methods[key].__code__ is not code:
                self.methods[key].__code__ = code
                changed.append(f"Check.{key}")
        for key, function in self.given.items():
            if re.search(rf"\b{key}\b", source) and self.shell.user_ns.get(key) is not function:
                if key in self.shell.user_ns:
                    changed.append(key)
                self.shell.user_ns[key] = function
        return sorted(set(changed))
