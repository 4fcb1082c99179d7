package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.ChatTemplateFile;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.HubCache;
import org.sextant.runtime.checkpoint.ModelTokenizer;
import org.sextant.runtime.model.ModelSites;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;

/// From a request to an open model.
final class ModelOpener {
    private final MemoryBudget budget;

    ModelOpener(MemoryBudget budget) {
        this.budget = budget;
    }

    /// What a model is; its weights stay on disk.
    ModelCard inspect(OpenRequest request) {
        ComputeChoice choice = ComputeChoice.of(request);
        try (Checkpoint checkpoint = Checkpoint.open(folder(request.location()))) {
            return card(checkpoint, request, choice);
        }
    }

    /// Opens a folder and loads its model, which then owns the open folder.
    LocalOpenModel open(OpenRequest request, JobContext context) {
        Checkpoint checkpoint = Checkpoint.open(folder(request.location()));
        try {
            return new LocalOpenModel(load(checkpoint, request, context), checkpoint, budget);
        } catch (RuntimeException | Error failure) {
            checkpoint.close();
            throw failure;
        }
    }

    /// Loads a model after making sure that it fits.
    ///
    /// @param checkpoint must stay open as long as the model
    LoadedModel load(Checkpoint checkpoint, OpenRequest request, JobContext context) {
        ComputeChoice choice = ComputeChoice.of(request);
        ModelCard card = card(checkpoint, request, choice);
        budget.require(estimate(checkpoint, choice.dtype()), card.name(), choice);
        PromptReader prompts = new PromptReader(card.name(), checkpoint.tokenizer(), card.vocabSize(),
                card.contextLength());
        Set<Integer> endTokens = checkpoint.endTokenIds();
        ModelLoader.Loaded loaded = ModelLoader.load(checkpoint, Backend.device(choice.device()), choice.type(),
                (done, total) -> {
                    context.checkCancelled();
                    context.update(new Update.Progress("Loading", done, total, "bytes"));
                });
        return new LoadedModel(loaded.transformer(), card.withWarnings(loaded.warnings()), prompts, endTokens,
                new SaeShelf(loaded.transformer(), card.device()));
    }

    private static Path folder(ModelLocation location) {
        return switch (location) {
            case ModelLocation.Folder folder -> folder.path();
            case ModelLocation.Named named -> named.path();
            case ModelLocation.Cached cached -> HubCache.ofThisUser().find(cached.address());
        };
    }

    private static String name(OpenRequest request, Path folder) {
        return switch (request.location()) {
            case ModelLocation.Cached cached -> cached.address();
            case ModelLocation.Named named -> named.name();
            case ModelLocation.Folder given ->
                Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName()).orElse(folder).toString();
        };
    }

    private static MemoryEstimate estimate(Checkpoint checkpoint, Dtype dtype) {
        return MemoryEstimate.of(ModelLoader.inspect(checkpoint), ModelLoader.parameters(checkpoint), dtype);
    }

    private static ModelCard card(Checkpoint checkpoint, OpenRequest request, ComputeChoice choice) {
        ModelSpec spec = ModelLoader.inspect(checkpoint);
        long parameters = ModelLoader.parameters(checkpoint);
        Map<Dtype, Long> memory = new EnumMap<>(Dtype.class);
        for (Dtype dtype : Dtype.values()) {
            memory.put(dtype, MemoryEstimate.of(spec, parameters, dtype).total());
        }
        return new ModelCard(name(request, checkpoint.folder()), checkpoint.folder(), checkpoint.hash(),
                spec.modelType(), spec.layers(), spec.dModel(), spec.heads(), spec.kvHeads(), spec.headDim(),
                spec.dMlp(), spec.vocabSize(), spec.contextLength(), experts(spec), parameters,
                checkpoint.weightBytes(), memory, choice.dtype(), choice.device(),
                checkpoint.tokenizer().map(ModelTokenizer::describe),
                checkpoint.tokenizer().flatMap(ModelTokenizer::chatTemplate).map(ChatTemplateFile::file),
                ModelSites.of(spec).names(),
                ModelLoader.ignored(checkpoint), List.of());
    }

    private static Optional<ModelCard.Experts> experts(ModelSpec spec) {
        return spec.experts().map(experts -> new ModelCard.Experts(
                IntStream.range(0, spec.layers()).filter(layer -> spec.blocks().get(layer).mixture()).boxed().toList(),
                experts.count(), experts.chosen(), experts.router()));
    }
}
