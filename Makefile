.PHONY: setup demo test check train docs clean
PYTHON ?= python3
BIN := .venv/bin

setup: .venv/ready

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: setup
	sh docs/demo.sh $(BIN)/kg

test: setup
	$(BIN)/python -m pytest -n 2

# make train GOLD="DIR/train-*.jsonl DIR/local-*.jsonl data/gold/local-*.jsonl": learns the tagger, the arbiter and the weights of rules anew
train: setup
	$(BIN)/python -m kg.train --jobs 2 $(GOLD)
	$(BIN)/python -m kg.train.facts $(GOLD)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: setup
	$(BIN)/python -m pytest tests/test_docs.py --update

clean:
	rm -rf .venv demo dist build
