"""What ``ambitions lab`` tells the server of JupyterLab."""

import os
import warnings
from pathlib import Path

from ai_ambitions.practice.copies import keep_stills

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (given by traitlets, which runs this file)

# A live figure is gone with its kernel: what is saved shows its still picture.
c.ContentsManager.pre_save_hook = keep_stills
warnings.filterwarnings(
    "ignore", message="Overriding existing pre_save_hook"
)  # the server sets it twice, and says so

# Quizzes and drop-down lists can be worked by keys (labextensions/ai-ambitions-keys says how).
c.LabServerApp.extra_labextensions_path = [str(Path(__file__).with_name("labextensions"))]

# Without a terminal of its own (a launcher, a service) the server opens login shells, which forget where `ambitions` is.
if os.name != "nt":
    c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL") or "sh"]}
