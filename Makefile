# Every target makes the environment ready first: see packaging/setup_environment.py.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
SET_UP = $(or $(PYTHON),$(error Python 3.11 or newer is needed: see README.md)) packaging/setup_environment.py

.PHONY: run test check faults faults-long bench corpus walkthrough screenshots recognition package lock
run test check faults faults-long bench corpus walkthrough screenshots recognition package lock:
	@$(SET_UP) $@ $(ARGS)
