package org.sextant.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.log.LogFile;

import static org.assertj.core.api.Assertions.assertThat;

/// What a command says when the runtime fails for a reason that no command foresees.
class FailuresTest {
    private static CommandRun failing(Throwable planted, String... more) {
        var err = new ByteArrayOutputStream();
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var context = new CommandContext(stream, stream, false, () -> {
            if (planted instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) planted;
        }, SmallDemos.none(), new Interruption());
        int code = new Cli(context).run(more.length == 0 ? new String[]{"info", "/models/any"} : more);
        return new CommandRun(code, "", err.toString(StandardCharsets.UTF_8));
    }

    private static void isOneLine(CommandRun run) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }

    @Test
    void aFullHeapIsOneLineThatSaysWhatToDo() {
        CommandRun run = failing(new OutOfMemoryError("Java heap space"));

        isOneLine(run);
        assertThat(run.err()).contains("Java heap space", "fewer prompts or sites", "SEXTANT_JAVA_OPTIONS=-Xmx")
                .doesNotContain("a fault of Sextant");
    }

    @Test
    void memoryThatTheEngineLacksIsTheSame() {
        CommandRun run = failing(new IllegalStateException("forward failed", new IllegalStateException(
                "[enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory")));

        isOneLine(run);
        assertThat(run.err()).contains("the memory does not suffice");
    }

    @Test
    void aNativeLibraryThatCannotBeLoadedIsNamed() {
        CommandRun run = failing(new IllegalStateException("no engine",
                new UnsatisfiedLinkError("libtorch.so: cannot open shared object file")));

        isOneLine(run);
        assertThat(run.err()).contains("libtorch.so", LogFile.path().toString());
    }

    @Test
    void aBugNamesTheLog() {
        for (Throwable bug : new Throwable[]{new NullPointerException("planted"), new StackOverflowError()}) {
            CommandRun run = failing(bug);

            isOneLine(run);
            assertThat(run.err()).contains("a fault of Sextant", LogFile.path().toString());
        }
    }

    @Test
    void debugShowsTheTraceOfAnErrorToo() {
        assertThat(failing(new OutOfMemoryError("Java heap space"), "info", "/models/any", "--debug").err())
                .contains("\tat org.");
    }
}
