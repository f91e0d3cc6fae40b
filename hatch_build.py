"""What lies beside the package in a checkout goes inside it in a wheel; hatch's own ``sources`` can move folders only."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = {"course.yaml": "ai_ambitions/course.yaml", "site/claim-names.yaml": "ai_ambitions/claim-names.yaml"}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch looks for a class of this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel, and nothing to an editable install, which reads the checkout."""
        if version == "standard":
            build_data["force_include"] |= INSIDE
