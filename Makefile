# Short names for what people do here. The work is done by bootstrap.py and the `ambitions` command;
# without make, `python3 bootstrap.py lab` does the same. Options go into ARGS: make test ARGS="--help"

help:
	@echo 'make lab        open the lessons in JupyterLab (the first time it sets everything up)'
	@echo 'make update     bring the newest edition of the course; what you wrote stays yours'
	@echo 'make classroom  play an invented class of 30 through grading, feedback and report (for teachers)'
	@echo 'make test       run every check (PYTHONS="3.12 3.13": the quick ones and the lessons on other Pythons)'
	@echo 'make site       build the web edition'
	@echo 'make check      the checks that take half a minute: form, links, data, types, units'
	@echo 'make refresh    run the notebooks and store their outputs again'
	@echo 'make release    write the exercises that learners get'
	@echo 'make setup      only prepare the environment in .venv (make dev: with the tools for tests and the web edition)'

# Any Python from 3.6 is enough to start with: bootstrap.py looks for one that fits.
START = @python=$$(for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 6))' >/dev/null 2>&1 && { echo "$$p"; break; }; done); \
	[ -n "$$python" ] || { echo 'No Python found. Next: install Python 3.11 from python.org (Debian, Ubuntu:' \
	'sudo apt install python3 python3-venv), then run make again.' >&2; exit 1; }; exec "$$python" bootstrap.py

setup lab update classroom test site refresh release:
	$(START) $@ $(if $(filter test,$@),$(addprefix --python ,$(PYTHONS))) $(ARGS)

check:
	$(START) test --quick $(ARGS)

dev:
	$(START) setup dev

.PHONY: help setup dev lab update classroom test site check refresh release
