package org.sextant.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.app.demo.SmallDemos;

import static org.assertj.core.api.Assertions.assertThat;

class ArgumentsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "run", "run MODEL", "run MODEL --prompt a --ids 1", "run MODEL --ids 1,x",
        "run MODEL --ids", "run MODEL --prompt a --sideways", "run MODEL --prompt a --top 0",
        "run MODEL --prompt a --top many", "run MODEL --system a", "run MODEL --user a --prompt b",
        "run MODEL --chat x --user a", "run MODEL --chat /no/such/file", "run MODEL --prompt a --steer plan.json",
        "run MODEL --prompt a --dtype bfloat16", "run MODEL --prompts /no/such/file",
        "run MODEL --prompt a --out x.csv", "run MODEL --prompt a --out x",
        "lens MODEL --prompt a --out x.safetensors", "lens MODEL --prompt a --colour loudness",
        "lens MODEL --prompt a --out /no/such/folder/x.csv",
        "activations MODEL --prompt a --statistic median", "generate MODEL --prompt a --temperature -1",
        "generate MODEL --prompt a --temperature NaN", "generate MODEL --prompt a --top-p 0",
        "generate MODEL --prompt a --top-k -1", "generate MODEL --prompt a --max-new-tokens 0", "info",
        "info demo:anything", "demo:anything", "evaluate", "evaluate MODEL --out x.csv", "bench", "bench --random huge",
        "bench MODEL --random gpt2-tiny", "bench /no/such/folder", "bench --random gpt2-tiny --device cuda:77",
        "bench --random gpt2-tiny --dtype float16", "bench --random gpt2-tiny --dtype float8",
        "bench --random gpt2-tiny --rounds 0", "bench ui one two", "bench ui --prompt", "bench ui --out x.csv",
        "bench ui --sideways", "bench ui demo:anything",
        "vector", "vector convert", "vector convert v.npz", "vector convert /no/such/v.npz v.gguf", "vector nonsense",
        "vector convert v.pt v.gguf", "vector convert v.npz /no/such/folder/v.gguf", "vector convert v.npz v.gguf w",
        "attribute MODEL", "attribute MODEL --clean a --corrupt b", "attribute MODEL --clean a --answer c",
        "attribute MODEL --clean a --clean-ids 1 --corrupt b --answer c", "attribute MODEL --pairs /no/such/file",
        "attribute MODEL --pairs x --clean a", "attribute MODEL --clean a --corrupt b --answer c --method guess",
        "attribute MODEL --clean a --corrupt b --answer c --nodes soul",
        "attribute MODEL --clean a --corrupt b --answer c --rules golden",
        "attribute MODEL --clean a --corrupt b --answer c --direction sideways",
        "attribute MODEL --clean a --corrupt b --answer c --against atp",
        "attribute MODEL --clean a --corrupt b --answer c --method patching --against patching",
        "attribute MODEL --clean a --corrupt b --answer c --steps 0",
        "attribute MODEL --clean a --corrupt b --answer c --top -1",
        "attribute MODEL --clean a --corrupt b --answer c --alignment askew",
        "attribute MODEL --clean a --corrupt b --logits x",
        "attribute MODEL --clean a --corrupt b --logits 1:1 --answer c",
        "attribute MODEL --clean a --corrupt b --answer-id c", "attribute MODEL --clean-ids 1,x --corrupt b --answer c",
        "attribute MODEL --clean a --corrupt b --answer c --nodes neuron --out x.png",
        "attribute MODEL --clean a --corrupt b --answer c --out x.safetensors",
        "compare", "compare MODEL", "compare MODEL OTHER", "compare MODEL OTHER --prompt a --corpus x",
        "compare MODEL OTHER --prompt a --tokens 3", "compare MODEL OTHER --corpus x --tokens 0",
        "compare MODEL OTHER --prompt a --statistic luck", "compare MODEL OTHER --prompt a --table chairs",
        "compare MODEL OTHER --corpus x --table tokens", "compare MODEL OTHER --prompt a --top -1",
        "compare MODEL OTHER --prompt a --skip -1", "compare MODEL OTHER --prompt a --sample 1",
        "compare MODEL OTHER --prompt a --figures ranks",
        "compare MODEL OTHER --prompt a --report x.pdf --figures soul",
        "compare MODEL OTHER --corpus x --report x.pdf --figures matrix,ranks",
        "compare MODEL OTHER --prompt a --steer-b /no/such/plan.json", "compare MODEL OTHER --prompt a --out x.txt",
        "effect", "effect MODEL", "effect MODEL --plan a=/no/such/plan.json",
        "effect MODEL --texts /no/such/file --top 3",
        "effect MODEL --texts /no/such/file --plan a=/no/such/plan.json --target x",
        "effect MODEL --questions /no/such/file --target x --rest y --top 3 --draws 0",
        "effect MODEL --requests x --plan nameless", "effect MODEL --requests x --measure luck",
        "replicate", "replicate relp", "replicate relp MODEL --count 0", "replicate mote",
        "replicate mote MODEL --draws 0", "replicate relp MODEL --out x.csv",
        "help nonsense", "attention MODEL --ids 1", "activations MODEL --ids 1 --against-unsteered",
        "lens MODEL --ids 1 --against-unsteered", "lens MODEL --ids 1 --steer /no/such/plan.json",
        "site MODEL --ids 1 --site x --against-unsteered", "attention MODEL --ids 1 --layer 0 --against-unsteered",
        "inspect MODEL --ids 1 --site x --position 0 --against-unsteered", "ui --show sideways",
        "ui --show difference", "site MODEL --ids 1", "inspect MODEL --ids 1 --site x",
        "info one two", "info /no/such/folder", "info no-such/model"})
    void whatAPersonCanMendIsOneLineAndExitCodeTwo(String arguments) {
        CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }

    @Test
    void aWrongWordNamesTheRightOnes() {
        assertThat(CommandRun.of("activations", "MODEL", "--ids", "1", "--statistic", "median").err())
                .contains("norm, mean, max, sparsity, kurtosis, cosine");
        assertThat(CommandRun.of("lens", "MODEL", "--ids", "1", "--out", "x.docx").err()).contains(".csv", ".json");
    }

    @Test
    void helpOfEveryCommandGoesToStandardOutput() {
        for (String command : new String[]{"info", "run", "generate", "lens", "activations", "evaluate", "attribute",
            "routing",
            "resonance", "effect", "compare"}) {
            CommandRun help = CommandRun.of(command, "--help");

            assertThat(help.code()).isZero();
            assertThat(help.out()).contains("Usage: sextant " + command, "MODEL", "--json", "--out");
            assertThat(help.err()).isEmpty();
            assertThat(CommandRun.of("--help").out()).contains(command);
        }
    }

    /// What picocli cannot format it tells on the standard error of the process.
    @Test
    void theHelpOfEveryCommandIsWellFormed() {
        List<String> commands = CommandRun.of("--help").out().lines().filter(line -> line.matches("  [a-z]+ .*"))
                .map(line -> line.strip().split(" ", 2)[0]).toList();
        assertThat(commands).contains("run", "effect", "bench");
        var told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            commands.forEach(command -> CommandRun.of(command, "--help"));
        } finally {
            System.setErr(before);
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void helpIsACommandToo() {
        for (String command : new String[]{"info", "run", "generate", "lens", "activations", "ui", "bench"}) {
            CommandRun help = CommandRun.of("help", command);

            assertThat(help.code()).isZero();
            assertThat(help.out()).isEqualTo(CommandRun.of(command, "--help").out()).contains("sextant " + command);
            assertThat(help.err()).isEmpty();
        }
        assertThat(CommandRun.of("help").out()).isEqualTo(CommandRun.of("--help").out());
        assertThat(CommandRun.of("help", "bench", "ui").out()).contains("sextant bench ui");
    }

    @Test
    void debugAddsTheStackTrace() {
        assertThat(CommandRun.of("info", "demo:anything", "--debug").err()).contains("DemoException", "\tat org.")
                .endsWith("org/name\n");
        assertThat(CommandRun.of("info", "demo:anything").err()).doesNotContain("\tat ");
    }

    @Test
    void anUnknownDemoModelIsRefusedWithThoseThatExist() {
        assertThat(CommandRun.with(SmallDemos.in(folder), "info", "demo:harbour").err())
                .isEqualTo("sextant: there is no demo model of this name, demo:harbour; choose demo:harbour-base or"
                        + " demo:harbour-mini, or give a model folder or org/name\n");
        assertThat(CommandRun.with(SmallDemos.none(), "info", "demo:harbour").err()).contains("none is bundled");
    }
}
