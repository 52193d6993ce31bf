@echo off
rem As the file beside it, for Windows.
setlocal
set "ELECTRON_RUN_AS_NODE=1"
if not exist "%WASIX_PYTHON_RUNTIME%" set "WASIX_PYTHON_RUNTIME=node"
"%WASIX_PYTHON_RUNTIME%" "%~dp0..\cli.js" %*
