package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.compare.KernelSample;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.compare.TokenRows;
import org.sextant.runtime.hook.Site;

/// One comparison of the layers of two models, from the first text to the result.
final class LayerComparison {
    private final CompareLayersRequest request;
    private final SitePairs sites;
    private final TokenRows rowsA;
    private final TokenRows rowsB;
    private final SimilaritySums sums;
    private final PairThreads threads;
    private final SideRows sideA;
    private final SideRows sideB;
    private final LayerMeans means;
    private final Optional<KernelSample> sample;
    private long tokens;

    /// @param sample tokens to keep for statistics that need single ones
    LayerComparison(CompareLayersRequest request, SitePairs sites, TokenRows rowsA, TokenRows rowsB,
            SimilaritySums sums, int sample, PairThreads threads) {
        this.request = request;
        this.sites = sites;
        this.rowsA = rowsA;
        this.rowsB = rowsB;
        this.sums = sums;
        this.threads = threads;
        this.sideA = new SideRows(sites.a(), request.a().steering(), rowsA);
        this.sideB = new SideRows(sites.b(), request.b().steering(), rowsB);
        this.means = new LayerMeans(sites.layers());
        this.sample = request.statistics().contains(Similarity.CKA_RBF)
                ? Optional.of(new KernelSample(rowsA, rowsB, sample))
                : Optional.empty();
    }

    /// Both models read a batch at the same time; once rows enough are filled, both multiply.
    ///
    /// @throws RequestException if no positions belong together
    void through(PairTexts texts) {
        for (Optional<PairBatch> batch = texts.next(); batch.isPresent(); batch = texts.next()) {
            PairBatch next = batch.get();
            if (next.rows() > rowsA.room()) {
                multiply();
            }
            threads.both((model, between) -> filled(sideA, model, next.a(), between),
                    (model, between) -> filled(sideB, model, next.b(), between));
            rowsA.advance(next.rows());
            rowsB.advance(next.rows());
            tokens += next.rows();
            threads.context().update(texts.progress(tokens));
            threads.context().letOthersIn();
        }
        if (tokens == 0) {
            throw new RequestException("no token of the one model ends where a token of the other one does",
                    "in the texts for " + threads.a().card().name() + " and " + threads.b().card().name(),
                    "give longer texts, or skip fewer tokens");
        }
        multiply();
    }

    private static boolean filled(SideRows side, LoadedModel model, PairBatch.Side batch, Runnable between) {
        side.fill(model, batch, between);
        return true;
    }

    private void multiply() {
        sums.add(threads, () -> {
            means.add(rowsA, rowsB);
            sample.ifPresent(kept -> kept.draw(rowsA, rowsB));
        });
    }

    /// @param longest tokens of a text that were read at the most
    /// @param choice what the sums are
    /// @param seconds that it has taken by then
    CompareLayersResult result(PairTexts texts, int longest, SumsChoice choice, DoubleSupplier seconds) {
        SimilaritySums.Matrices matrices = matrices();
        List<String> notes = new ArrayList<>();
        PairNotes words = new PairNotes(threads.a().card(), threads.b().card());
        notes.addAll(words.ofTexts(texts, tokens, longest));
        notes.addAll(words.ofLayers(sites));
        SampleNotes ofSample = new SampleNotes(request, tokens, widest(), choice);
        notes.addAll(ofSample.general());
        return new CompareLayersResult(means.means(), names(sites.a()), names(sites.b()), matrices.values(), tokens,
                texts.textsRead(), texts.unpaired(), seconds.getAsDouble(), notes,
                ofSample.ofStatistics(),
                provenance(threads.a(), request.a(), sites.a(), texts, longest),
                provenance(threads.b(), request.b(), sites.b(), texts, longest));
    }

    private SimilaritySums.Matrices matrices() {
        Set<Similarity> summed = EnumSet.copyOf(request.statistics());
        summed.remove(Similarity.CKA_RBF);
        SimilaritySums.Matrices matrices = sums.matrices(summed, threads);
        sample.ifPresent(kept -> matrices.fill(Similarity.CKA_RBF, threads.one(threads.a(), (model, between) -> {
            try (NDManager scope = model.transformer().newScope()) {
                return kept.similarities(scope, between);
            }
        })));
        return matrices;
    }

    private int widest() {
        return sites.layers().stream().flatMap(layer -> Stream.of(layer.widthA(), layer.widthB()))
                .mapToInt(Integer::intValue).max().orElse(0);
    }

    private static List<String> names(List<Site> sites) {
        return sites.stream().map(Site::name).toList();
    }

    private Provenance provenance(LocalOpenModel model, CompareSide side, List<Site> compared, PairTexts texts,
            int longest) {
        List<String> settings = new ArrayList<>(List.of("tokens=" + tokens, "longest=" + longest,
                "skipped=" + request.limits().skipped()));
        if (sample.isPresent()) {
            settings.add("sample=" + request.limits().sample());
        }
        settings.addAll(side.steering().summaries());
        String read = switch (request.texts()) {
            case CompareTexts.Corpus corpus -> corpus.file().toString();
            case CompareTexts.Prompts given -> texts.newest().filter(_ -> given.prompts().size() == 1)
                    .map(model.loaded()::words).orElse(texts.textsRead() + " prompts");
        };
        return model.loaded().provenance(read, names(compared), settings.toArray(String[]::new));
    }
}
