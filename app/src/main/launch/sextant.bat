@echo off
rem Starts Sextant: with no argument its window, else a command. "sextant --help" lists them.
rem Runs on SEXTANT_JAVA (a JDK folder or its java.exe), else a JAVA_HOME of JDK 25 or later, else the JDK of the build.
rem SEXTANT_JAVA_OPTIONS adds options for the JVM.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "SEXTANT_HOME=%%~fI"
set "SEXTANT_RUN="

if not defined SEXTANT_JAVA goto home
for %%I in ("%SEXTANT_JAVA%") do set "SEXTANT_JDK=%%~dpI.."
if exist "%SEXTANT_JAVA%\bin\java.exe" set "SEXTANT_JDK=%SEXTANT_JAVA%"
if exist "%SEXTANT_JAVA%\bin\java.exe" set "SEXTANT_RUN=%SEXTANT_JAVA%\bin\java.exe"
if not defined SEXTANT_RUN if exist "%SEXTANT_JAVA%" set "SEXTANT_RUN=%SEXTANT_JAVA%"
if not defined SEXTANT_RUN goto nojava
call :feature "%SEXTANT_JDK%" "%SEXTANT_RUN%"
if %SEXTANT_FEATURE% EQU 0 goto unknown
if %SEXTANT_FEATURE% LSS 25 goto old
goto start

:nojava
echo sextant: no java can be started, at SEXTANT_JAVA=%SEXTANT_JAVA%; point it at a JDK 25 or later or unset it 1>&2
exit /b 2

:unknown
echo sextant: its version is not told by this java, at SEXTANT_JAVA=%SEXTANT_JAVA%; point it at a JDK 25 or later or unset it 1>&2
exit /b 2

:old
echo sextant: JDK %SEXTANT_FEATURE% is too old, at SEXTANT_JAVA=%SEXTANT_JAVA%; point it at a JDK 25 or later or unset it 1>&2
exit /b 2

:home
if not defined JAVA_HOME goto packaged
if not exist "%JAVA_HOME%\bin\java.exe" goto packaged
call :feature "%JAVA_HOME%" "%JAVA_HOME%\bin\java.exe"
if %SEXTANT_FEATURE% LSS 25 goto packaged
set "SEXTANT_RUN=%JAVA_HOME%\bin\java.exe"
goto start

:packaged
set "SEXTANT_JDK="
if exist "%SEXTANT_HOME%\lib\jdk" set /p SEXTANT_JDK=<"%SEXTANT_HOME%\lib\jdk"
if defined SEXTANT_JDK if exist "%SEXTANT_JDK%\bin\java.exe" set "SEXTANT_RUN=%SEXTANT_JDK%\bin\java.exe"
if defined SEXTANT_RUN goto start
echo sextant: no JDK 25 or later was found, in SEXTANT_JAVA, JAVA_HOME or where it was at packaging; install one, for example from adoptium.net, and point SEXTANT_JAVA at it 1>&2
exit /b 2

rem Feature number of the JDK in folder %1 with the java %2, in SEXTANT_FEATURE. The release file knows it, so that no
rem second JVM starts; where there is none, its java is asked. 0 where that does not tell either.
:feature
set "SEXTANT_FEATURE="
if exist "%~1\release" for /f "usebackq tokens=2 delims==.-" %%V in (`findstr /b JAVA_VERSION^= "%~1\release"`) do call :number %%V
if not defined SEXTANT_FEATURE for /f "tokens=3 delims=.- " %%V in ('^""%~2" -version 2^>^&1 ^| findstr /c:" version "^"') do call :number %%V
if not defined SEXTANT_FEATURE set "SEXTANT_FEATURE=0"
exit /b 0

rem Takes the quotes off.
:number
if not defined SEXTANT_FEATURE set "SEXTANT_FEATURE=%~1"
set "SEXTANT_FEATURE=%SEXTANT_FEATURE:"=%"
exit /b 0

:start
rem A batch file cannot tell whether a person watches standard error: Java asks the console.
"%SEXTANT_RUN%" @sextant.jvm.flags@ -XX:AOTCache="%SEXTANT_HOME%\lib\start.aot" -Xlog:disable --module-path "%SEXTANT_HOME%\lib\javafx" --add-modules @sextant.fx.modules@ --enable-native-access=javafx.graphics -Dsextant.terminal=ask %SEXTANT_JAVA_OPTIONS% -cp "%SEXTANT_HOME%\lib\sextant-app.jar" org.sextant.app.Launcher %*
exit /b %ERRORLEVEL%
