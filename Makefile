# News Voices. `make help` lists what can be asked for.

# The Python that makes .venv: the newest of 3.14 to 3.11 that can, or else python3 (set-up says what
# to install where that is another).
PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import ensurepip' 2>/dev/null && echo $$python && exit; done; echo python3)
VENV_PYTHON := .venv/bin/python

# The article to read: a file or an address of your own, or none for the file in data/.
# As it was typed, whatever signs are in it, and handed on in the environment: the shell must not
# read it.
override ARTICLE := $(value ARTICLE)
export ARTICLE

# Set to anything, an article that is not in English is read all the same, with a warning.
ANY_LANGUAGE ?=
export ANY_LANGUAGE

# Python keeps what it has compiled: without, each notebook would compile spaCy again for 3 seconds.
unexport PYTHONDONTWRITEBYTECODE

# Two kernels run at a time: more threads in each would only stand in each other's way.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup run lab test browser bench fuzz notebooks lock clean

help:  ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  With an article of your own: make run ARTICLE=path/to/article (text, web page, PDF, Word)"
	@echo "  or an address in quotes:     make run ARTICLE='https://...'"

setup:  ## install everything into .venv (the other commands do this when needed)
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "Python was not found: install Python 3.11 or newer so that python3 starts it."; exit 1; }
	@$(PYTHON) -I helpers/commands/environment.py

run: setup  ## run every notebook into build/ and make the site
	@$(VENV_PYTHON) -m helpers run $${ANY_LANGUAGE:+--any-language} $${ARTICLE:+-- "$$ARTICLE"}

lab: setup  ## open the notebooks in JupyterLab
	@$(VENV_PYTHON) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) \
	  --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_overview.ipynb

test: setup  ## prove the installation: lint, types, tests, notebooks against their stored outputs
	@$(VENV_PYTHON) -m helpers.commands.checks

browser: setup  ## look at notebooks, panels and site in Chromium (installs two packages more)
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  -r tests/browser/requirements.txt
	@$(VENV_PYTHON) -m pytest tests/browser

bench: setup  ## measure how fast it is, beside spaCy alone: make bench INPUT=articles.jsonl
	@$(VENV_PYTHON) tests/benchmarks/speed.py $(INPUT) --only attribute --only parse --only imports

fuzz: setup  ## give the program made-up inputs until the time is over: make fuzz MINUTES=30
	@$(VENV_PYTHON) tests/fuzz.py $(or $(MINUTES),30)

notebooks: setup  ## run the notebooks in place and store their outputs
	@$(VENV_PYTHON) -m helpers notebooks

lock: setup  ## pin requirements.in anew, in requirements.txt
	@$(PYTHON) -I helpers/commands/environment.py lock

clean:  ## remove what was built, and .venv
	rm -rf build .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find helpers tests notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf
