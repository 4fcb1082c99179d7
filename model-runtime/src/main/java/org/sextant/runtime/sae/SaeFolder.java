package org.sextant.runtime.sae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.sextant.runtime.model.Transformer;

/// Reads an SAE from its file or folder, whatever format it is in.
public final class SaeFolder {
    private static final List<SaeFormat> TOLD_BY_NAMES = List.of(new SaeLensFormat(), new LlamaScopeFormat(),
            new GemmaScopeFormat(), new SparsifyFormat(), new DictionaryLearningFormat(), new HookZFormat(),
            new LayerTranscoderFormat());
    private static final List<SaeFormat> TOLD_BY_TENSORS = List.of(new OpenAiFormat(), new StateDictFormat());
    /// Llama Scope keeps its numbers one folder below.
    private static final String BELOW = "checkpoints";
    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 50_000;

    private SaeFolder() {}

    /// Reads it, at the site that its files name.
    ///
    /// @throws SaeException if there is no SAE, or it is damaged or of an unknown kind, or nothing tells its site
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    public static SaeData read(Path place) {
        return read(place, SiteChoice.OF_THE_FILE);
    }

    /// @param choice of sites, where the files say nothing or something else
    /// @throws SaeException if there is no SAE, or it is damaged or of an unknown kind, or nothing tells its site
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    public static SaeData read(Path place, SiteChoice choice) {
        Path weights = weights(place);
        SaeFormat format = require(weights);
        SaeSpec placed = format.inspect(weights).at(choice).spec();
        return format.read(weights).requireAlive("in " + weights).at(placed);
    }

    /// Reads it for a model: its sites get the model's names, and what reads the input of an MLP reads the normalised
    /// value before it.
    ///
    /// @throws SaeException as [#read(Path, SiteChoice)], or if the SAE's input cannot be that of an MLP of the model
    /// @throws org.sextant.runtime.SextantException if a file cannot be read, or the model has no such site
    public static SaeData read(Path place, SiteChoice choice, Transformer model) {
        SaeData data = MlpInput.at(read(place, choice), model);
        SaeSpec spec = data.spec();
        return data.at(spec.at(model.sites().require(spec.site()).name(),
                spec.siteOut().map(out -> model.sites().require(out).name())));
    }

    /// What the SAE is, without its numbers.
    ///
    /// @throws SaeException if there is no SAE, or one of an unknown kind
    /// @throws org.sextant.runtime.SextantException if a file cannot be read
    public static SaeListing inspect(Path place) {
        Path weights = weights(place);
        return require(weights).inspect(weights);
    }

    /// The files of numbers of the SAEs in a folder and those below it, or the one of a file.
    ///
    /// @throws SaeException if there is no such path, or it cannot be read
    public static List<Path> under(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(weights(place));
        }
        try (Stream<Path> files = Files.walk(place, DEEPEST)) {
            return files.limit(MOST_FILES).filter(Files::isRegularFile).filter(SaeFolder::holds).sorted().toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new SaeException("the folder cannot be read (" + failure.getMessage() + ")", "at " + place,
                    "check that this user may read it", failure);
        }
    }

    /// Whether a file holds the numbers of an SAE.
    private static boolean holds(Path file) {
        return format(file).isPresent();
    }

    private static SaeFormat require(Path weights) {
        return format(weights).orElseThrow(() -> new SaeException("the file holds no SAE of a known format",
                "at " + weights, "give one that a known tool wrote: " + formats()));
    }

    private static Optional<SaeFormat> format(Path weights) {
        return TensorFile.isKnown(weights) ? all().filter(format -> format.fits(weights)).findFirst()
                : Optional.empty();
    }

    private static Stream<SaeFormat> all() {
        return Stream.concat(TOLD_BY_NAMES.stream(), TOLD_BY_TENSORS.stream());
    }

    private static Path weights(Path place) {
        if (Files.isDirectory(place)) {
            return onlyOne(place);
        }
        if (!Files.exists(place)) {
            throw new SaeException("there is no such folder or file", "at " + place, "check the path");
        }
        String name = place.getFileName().toString();
        boolean configuration = name.endsWith(".json") || name.endsWith(".yaml");
        return configuration ? onlyOne(place.toAbsolutePath().getParent()) : place;
    }

    /// The file that a format's name is on; where there is none, the one that has an SAE's tensors.
    private static Path onlyOne(Path folder) {
        List<Path> files = Stream.concat(files(folder).stream(), files(folder.resolve(BELOW)).stream())
                .filter(TensorFile::isKnown).toList();
        List<Path> named = files.stream()
                .filter(file -> TOLD_BY_NAMES.stream().anyMatch(format -> format.fits(file))).toList();
        List<Path> found = named.isEmpty() ? files.stream().filter(SaeFolder::holds).toList() : named;
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.isEmpty()) {
            throw new SaeException("there is no SAE in this folder", "at " + folder,
                    "give one that a known tool wrote: " + formats());
        }
        throw new SaeException("the folder holds " + found.size() + " SAEs", "at " + folder, "give one of its files: "
                + found.stream().limit(5).map(file -> file.getFileName().toString()).collect(Collectors.joining(", "))
                + (found.size() > 5 ? ", …" : ""));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new SaeException("the folder cannot be read (" + failure.getMessage() + ")", "at " + folder,
                    "check that this user may read it", failure);
        }
    }

    private static String formats() {
        return all().map(SaeFormat::files).collect(Collectors.joining("; "));
    }
}
