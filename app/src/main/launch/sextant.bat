@echo off
rem Starts Sextant: with no argument its window, else a command. "sextant --help" lists them.
rem Runs on SEXTANT_JAVA (a JDK folder or its java.exe), else a JAVA_HOME of JDK 25 or later, else the JDK of the build.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "SEXTANT_HOME=%%~fI"
set "SEXTANT_RUN="

if defined SEXTANT_JAVA (
    if exist "%SEXTANT_JAVA%\bin\java.exe" (set "SEXTANT_RUN=%SEXTANT_JAVA%\bin\java.exe") else (
        if exist "%SEXTANT_JAVA%" set "SEXTANT_RUN=%SEXTANT_JAVA%"
    )
    if not defined SEXTANT_RUN (
        echo sextant: no java can be started, at SEXTANT_JAVA=%SEXTANT_JAVA%; point it at a JDK 25 or later or unset it 1>&2
        exit /b 2
    )
    goto start
)

if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" if exist "%JAVA_HOME%\release" (
    for /f "tokens=2 delims==." %%V in ('findstr /b JAVA_VERSION= "%JAVA_HOME%\release"') do call :feature %%V
)
if defined SEXTANT_RUN goto start

if exist "%SEXTANT_HOME%\lib\jdk" (
    set /p SEXTANT_JDK=<"%SEXTANT_HOME%\lib\jdk"
)
if defined SEXTANT_JDK if exist "%SEXTANT_JDK%\bin\java.exe" set "SEXTANT_RUN=%SEXTANT_JDK%\bin\java.exe"
if defined SEXTANT_RUN goto start

echo sextant: no JDK 25 or later was found, in SEXTANT_JAVA, JAVA_HOME or where it was at packaging; install one, for example from adoptium.net, and point SEXTANT_JAVA at it 1>&2
exit /b 2

:feature
set "SEXTANT_FEATURE=%~1"
set "SEXTANT_FEATURE=%SEXTANT_FEATURE:"=%"
if %SEXTANT_FEATURE% GEQ 25 set "SEXTANT_RUN=%JAVA_HOME%\bin\java.exe"
exit /b 0

:start
"%SEXTANT_RUN%" @sextant.jvm.flags@ -XX:AOTCache="%SEXTANT_HOME%\lib\start.aot" -Xlog:disable --module-path "%SEXTANT_HOME%\lib\javafx" --add-modules @sextant.fx.modules@ --enable-native-access=javafx.graphics -cp "%SEXTANT_HOME%\lib\sextant-app.jar" org.sextant.app.Launcher %*
exit /b %ERRORLEVEL%
