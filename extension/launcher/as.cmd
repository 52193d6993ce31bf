@echo off
rem As the file beside it, for Windows.
call "%~dp0..\wasix-python.cmd" as %~n0 %*
