# Every target sets up what it needs: scripts/uv brings uv where it is missing, uv brings the locked tools into .venv.
UV  := sh scripts/uv
RUN := $(UV) run --locked

FUZZED := tests/graph/analyses/test_fragility.py tests/graph/analyses/test_gaps_oracle.py \
	tests/graph/analyses/test_chokepoints.py tests/graph/analyses/test_chokepoints_measures.py \
	tests/graph/analyses/test_tenure_oracle.py tests/graph/command/test_tenures.py \
	tests/graph/analyses/test_measures.py tests/graph/analyses/test_conflicts_oracle.py \
	tests/graph/command/test_ascend.py tests/graph/command/test_toward.py tests/graph/command/test_what_if.py \
	tests/hostile/test_mixed.py tests/graph/evidence/test_custody_slice.py \
	tests/graph/evidence/signing/test_verification.py tests/graph/evidence/signing/test_der.py

export NO_MKDOCS_2_WARNING := 1

.PHONY: help demo test check format lint types imports generated regenerate docs fuzz bench coverage readme notebooks screenshots vendor lock clean
.DEFAULT_GOAL := help

help:         ## this list
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "make %-12s%s\n", $$1, $$2 }' Makefile

demo:         ## the main question, on the seed data
	@rm -rf .demo/store
	@$(UV) run --locked --no-default-groups respondeat demo --store .demo/store

test:         ## all tests, in two processes; narrow them with ARGS="-k dates" or ARGS="-m 'not slow'"
	@$(RUN) pytest -n 2 --dist loadfile $(ARGS)

check: lint types imports generated docs ## all that CI wants beside the tests

format:       ## format the code, mend what can be mended
	@$(RUN) ruff format
	@$(RUN) ruff check --fix

lint:         ## format and lint
	@$(RUN) ruff format --check
	@$(RUN) ruff check

types:        ## mypy --strict over source, tests, benchmarks and scripts
	@$(RUN) mypy --strict src tests benchmarks scripts

imports:      ## data flows one way
	@$(RUN) lint-imports --no-logo

generated:    ## generated files are what their sources give
	@$(RUN) python -m scripts.regenerate --check

regenerate:   ## write the generated files again
	@$(RUN) python -m scripts.regenerate

docs:         ## the documentation as a site in site/, a warning is an error
	@$(RUN) mkdocs build --quiet --strict

fuzz:         ## analyses against brute force over 5,000 random worlds each, 1,000 redacted bundles; an hour or two
	@RESPONDEAT_EXAMPLES=5000 $(RUN) pytest -q -p no:cacheprovider $(FUZZED) $(ARGS)
	@RESPONDEAT_EXAMPLES=1000 $(RUN) pytest -q -p no:cacheprovider tests/leaks/test_bundles.py $(ARGS)

bench:        ## measure against peers, as ratios in one run
	@$(RUN) --group bench python -m benchmarks $(ARGS)

coverage:     ## which lines no test reaches
	@$(RUN) pytest --cov --cov-report=term $(ARGS)

readme:       ## write the quoted output in README.md again
	@$(RUN) python -m scripts.readme

notebooks:    ## execute the notebooks, and write them without outputs
	@$(RUN) python -m scripts.notebooks

screenshots:  ## take the pictures of the README again, from the seed data; needs Chromium
	@$(RUN) python -m scripts.screenshots

vendor:       ## write the scripts of others that pages come with again, from npm
	@$(RUN) python -m scripts.vendor $(ARGS)

lock:         ## lock the dependencies again, at their newest
	@$(UV) lock --upgrade

clean:        ## remove what was built and the demo's store
	rm -rf .demo site dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
