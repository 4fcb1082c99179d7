package org.sextant.app.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;

import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.GenerateBesideRequest;
import org.sextant.runtime.session.GenerateBesideResult;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.PromptException;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.SteeringPlan;

/// A model that answers at once with numbers of its own, and notes what was asked. Any call on the UI thread but that of
/// a new plan is noted as a fault.
final class StubModel implements OpenModel {
    static final int CONTEXT = 4096;

    private static final Pattern WORDS = Pattern.compile(" ?[\\p{L}\\p{N}]+|\\s|.", Pattern.DOTALL);

    final List<Request<?>> asked = new ArrayList<>();
    final List<StubJob<GenerateResult>> generations = new ArrayList<>();
    final List<StubJob<GenerateBesideResult>> pairs = new ArrayList<>();
    final List<SteeringPlan> plans = new ArrayList<>();
    final List<String> faults;
    private final boolean tokenizer;
    private final List<String> warnings;
    private String name = "harbour-base";
    private boolean closed;

    StubModel(boolean tokenizer, List<String> faults, List<String> warnings) {
        this.warnings = List.copyOf(warnings);
        this.tokenizer = tokenizer;
        this.faults = faults;
    }

    /// Gives it another name than the usual one.
    void call(String another) {
        name = another;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public ModelCard card() {
        return new ModelCard(name, Path.of("/models/harbour-base"), "9f2c41d07ab35e68", "llama", 12, 768, 12,
                4, 64, 2048, 32000, CONTEXT, Optional.empty(), 124_439_808, 248_900_000,
                Map.of(Dtype.FLOAT32, 512_000_000L, Dtype.FLOAT64, 1_024_000_000L), Dtype.FLOAT32, "cpu",
                tokenizer ? Optional.of("byte-level BPE, 32000 tokens") : Optional.empty(),
                tokenizer ? Optional.of(Path.of("/models/harbour-base/chat_template.jinja")) : Optional.empty(),
                List.of("blocks.0.hook_resid_post"), List.of(), warnings);
    }

    /// Each turn in a line, as `role: content`.
    @Override
    public String render(Prompt.Chat chat) {
        check("render");
        if (chat.turns().getLast().content().equals("refuse")) {
            throw new PromptException("the chat template refuses this conversation", "in its line 1",
                    "change the turns");
        }
        return chat.turns().stream().map(turn -> turn.role() + ": " + turn.content())
                .collect(Collectors.joining("\n")) + (chat.addGenerationPrompt() ? "\nassistant:" : "");
    }

    @Override
    public List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Token> tokenize(Prompt prompt) {
        check("tokenize");
        return switch (prompt) {
            case Prompt.Text text -> {
                if (!tokenizer) {
                    throw new PromptException("this model has no tokenizer", "in its folder", "give token ids");
                }
                yield words(text);
            }
            case Prompt.Chat chat -> words(new Prompt.Text(render(chat)));
            case Prompt.Ids ids -> IntStream.range(0, ids.ids().size()).mapToObj(i -> id(i, ids.ids().get(i))).toList();
        };
    }

    private static List<Token> words(Prompt.Text text) {
        List<Token> tokens = new ArrayList<>();
        tokens.add(new Token(0, 1, "<s>", "", true));
        Matcher matcher = WORDS.matcher(text.text());
        while (matcher.find()) {
            String word = matcher.group();
            String hex = HexFormat.ofDelimiter(" ").formatHex(word.getBytes(StandardCharsets.UTF_8));
            tokens.add(new Token(tokens.size(), Math.floorMod(word.hashCode(), 32000), word, hex, false));
        }
        if (tokens.size() > CONTEXT) {
            throw new PromptException("the prompt has " + tokens.size() + " tokens", "the context holds " + CONTEXT,
                    "shorten it");
        }
        return tokens;
    }

    private static Token id(int position, int id) {
        if (id < 0 || id >= 32000) {
            throw new PromptException("token id " + id + " is out of range", "at position " + position,
                    "use ids from 0 to 31999");
        }
        return new Token(position, id, "#" + id, "", false);
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        check("submit");
        asked.add(request);
        return answer(request);
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        return submit(request);
    }

    @SuppressWarnings("unchecked") // each request names the type of its answer
    private <R> Job<R> answer(Request<R> request) {
        try {
            return switch (request) {
                case RunRequest run -> (Job<R>) StubJob.done(run(run));
                case GenerateRequest generate -> {
                    tokenize(generate.prompt());
                    StubJob<GenerateResult> job = new StubJob<>();
                    generations.add(job);
                    yield (Job<R>) job;
                }
                case GenerateBesideRequest beside -> {
                    tokenize(beside.prompt());
                    StubJob<GenerateBesideResult> job = new StubJob<>();
                    pairs.add(job);
                    yield (Job<R>) job;
                }
                default -> throw new UnsupportedOperationException();
            };
        } catch (PromptException failure) {
            return StubJob.failed(failure);
        }
    }

    private RunResult run(RunRequest request) {
        List<Token> tokens = tokenize(request.prompt());
        String[] words = {" Tom", " Anna", " the", " him", " her", "\n", " market", "<unk>", " rope", " a"};
        float[] probabilities = {0.6132f, 0.1841f, 0.0512f, 0.0417f, 0.0233f, 0.0121f, 0.0098f, 0.0061f, 0.0042f,
            0.000312f};
        List<Prediction> top = IntStream.range(0, words.length).mapToObj(
                i -> new Prediction(i, 300 + 17 * i, words[i], 14.21f - i * 0.83f, probabilities[i])).toList();
        return new RunResult(tokens, top.subList(0, Math.min(request.top(), top.size())), Optional.empty(), Map.of(),
                List.of(), 41.73, provenance(tokens));
    }

    Provenance provenance(List<Token> tokens) {
        return new Provenance("harbour-base", "/models/harbour-base", "9f2c41d07ab35e68", "float32", "cpu", "",
                tokens.stream().map(Token::id).toList(), List.of(), List.of(), "test");
    }

    private void check(String call) {
        boolean onUiThread;
        try {
            onUiThread = Platform.isFxApplicationThread();
        } catch (IllegalStateException noToolkit) {
            onUiThread = false;
        }
        if (onUiThread) {
            faults.add(call + " on the UI thread " + Arrays.toString(Thread.currentThread().getStackTrace()));
        }
    }

    @Override
    public void steer(SteeringPlan plan) {
        plans.add(plan);
    }

    @Override
    public void close() {
        check("close");
        closed = true;
    }
}
