# make graph   sets up .venv and builds seeds/ into exports/
# make test    sets up .venv, the browser and Java (for Spark), and runs all tests
# make model   trains kg/models/ anew from the data in the folder DATA (annotated sets in DATA/ner, articles in DATA/corpus)
# make docs    writes the reference of commands and queries, takes the pictures, and makes the site: docs/_build/index.html
# make web     bundles anew what the pages take from npm (needs npm)
# make lock    resolves requirements.lock anew (needs uv)
# make clean   removes what these made, except exports/
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# $(call apt,PACKAGES): install Debian packages, as root or through sudo; elsewhere say what is missing.
apt = { command -v apt-get >/dev/null || { echo "Please install $(1) and run make again." >&2; exit 1; }; } && \
	{ [ "$$(id -u)" = 0 ] || command -v sudo >/dev/null || \
		{ echo "Please install $(1) as root and run make again." >&2; exit 1; }; } && \
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo) && \
	$$as_root apt-get update -qq && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(1) >/dev/null

.PHONY: graph test model docs web lock clean

graph: $(VENV)/.installed
	$(BIN)/kg build seeds --out exports
	@echo "So that a terminal finds kg:  source $(BIN)/activate"

test: $(VENV)/.installed $(VENV)/.browser
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt,python3-venv); }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.browser: | $(VENV)/.installed
	@command -v chromium >/dev/null || { $(call apt,chromium); }
	@/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || { $(call apt,libatomic1); }
	@fc-list :lang=zh 2>/dev/null | grep -q . || { $(call apt,fontconfig fonts-noto-cjk); }
	@command -v java >/dev/null || { $(call apt,default-jre-headless); }
	@touch $@

model: $(VENV)/.installed
	@[ -d "$(DATA)" ] || { echo "Name the folder of the annotated sets: make model DATA=folder" >&2; exit 1; }
	$(BIN)/python -m kg.train "$(DATA)"

docs: $(VENV)/.installed $(VENV)/.browser
	$(BIN)/python tests/cli_reference.py
	$(BIN)/python tools/pictures.py
	$(BIN)/python -m sphinx -W -q docs docs/_build

web:
	cd tools/web && npm ci --no-audit --no-fund && \
		npx esbuild editor.js --bundle --minify --format=esm --legal-comments=none --outfile=../../kg/serve/web/editor.js && \
		npx esbuild vendor.js --bundle --minify --format=iife --global-name=vendor --legal-comments=none --outfile=../../kg/export/explorer/vendor.js && \
		node licenses.js

lock:
	uv pip compile -q pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--upgrade --custom-compile-command "make lock" -o requirements.lock

clean:
	rm -rf $(VENV) build dist docs/_build .pytest_cache .hypothesis
