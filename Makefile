# make demo   检查一份示例报告，第一次会先安装       make test    全部检查和测试
# make wheels 备好离线安装的文件夹 wheels/           make bench   速度
# make lock   更新锁定的依赖                         make eval    读数的准确度（生成的语段，真值已知）
# make docs   更新生成的文档                       make clean   删去本地生成的东西
# 指定解释器：make demo PYTHON=python3.11

PYTHON ?=
LOCKED := pyproject.toml $(wildcard requirements/*.txt) requirements/install.sh
BIN := .venv/bin
REPORT ?= examples/beipiao-2024.txt
LOCK := uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --upgrade

.PHONY: demo test eval bench docs wheels lock clean chosen

demo: .venv/.fazhi-run
	@$(BIN)/fazhi check $(REPORT) -o out

test: .venv/.fazhi-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict engine cli.py tests tools bench
	$(BIN)/pytest -n 2 --dist loadfile

bench: .venv/.fazhi-bench
	$(BIN)/python -m bench

# Extraction against generated passages with known truth.
eval: .venv/.fazhi-dev
	$(BIN)/python -m tests.generator.evaluate

# Pages of the checklists, coverage of the outline, schemas, derived examples; a test keeps them current.
docs: .venv/.fazhi-dev
	$(BIN)/python -m tools.make_docs

# Nothing without PYTHON=; otherwise whether it runs, and whether .venv is of another version.
chosen:
	@$(if $(PYTHON),PYTHON="$(PYTHON)" sh requirements/install.sh chosen,:)

.venv/.fazhi-%: $(LOCKED) | chosen
	@PYTHON="$(PYTHON)" sh requirements/install.sh $*

# Wheels of everything, this project and what it builds from source included, for machines of the same kind without network.
wheels: .venv/.fazhi-run
	@rm -rf wheels
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --require-hashes --no-build-isolation -w wheels -r requirements/run.txt
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w wheels .
	@echo "已备好 wheels/（$$(ls wheels | wc -l) 个文件）。离线安装：python -m pip install --no-index --find-links wheels fazhi"

lock: export PATH := $(CURDIR)/$(BIN):$(PATH)
lock:
	@command -v uv >/dev/null || { echo "缺少 uv：请先运行 $(BIN)/python -m pip install uv，再重试" >&2; exit 2; }
	$(LOCK) requirements/build.in -o requirements/build.txt
	$(LOCK) pyproject.toml -c requirements/build.txt -o requirements/run.txt
	$(LOCK) pyproject.toml --extra bench -c requirements/build.txt -c requirements/run.txt -o requirements/bench.txt
	$(LOCK) pyproject.toml --extra dev -c requirements/build.txt -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf .venv build dist wheels out .pytest_cache .mypy_cache .ruff_cache .hypothesis
