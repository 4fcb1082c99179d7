package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.session.ComparePromptRequest;
import org.sextant.runtime.session.CompareSide;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// The pair of models that the window compares, on two small real models.
class LazySessionTest {
    @TempDir
    private Path folder;

    private final List<Session> started = new ArrayList<>();
    private final LazySession session = new LazySession(() -> {
        started.add(Session.local());
        return started.getLast();
    });

    @AfterEach
    void close() {
        session.close();
    }

    private OpenModel open(String name) {
        Path path = CheckpointFolder.copyOf("v5/llama", folder.resolve(name)).withTokenizer().path();
        return session.get().open(new OpenRequest(new ModelLocation.Folder(path))).await();
    }

    private static ComparePromptRequest request() {
        return new ComparePromptRequest(new Prompt.Text("tom"), CompareSide.PLAIN, CompareSide.PLAIN, 1);
    }

    @Test
    void thePairIsTheSameForTheSameTwo() {
        OpenModel a = open("a");
        OpenModel b = open("b");
        ModelPair pair = session.pair(a, b);
        assertThat(session.pair(a, b)).isSameAs(pair);
        assertThat(session.pair(a, a)).isNotSameAs(pair);
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> pair.submit(request()).await());
        assertThat(started).hasSize(1);
    }

    @Test
    void aModelThatIsFreedTakesItsPairAlongAndLeavesTheOther() {
        OpenModel a = open("a");
        OpenModel b = open("b");
        ModelPair pair = session.pair(a, b);
        session.free(b);
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> pair.submit(request()).await());
        assertThat(session.pair(a, a).submit(request()).await().positions()).hasSize(3);
    }
}
