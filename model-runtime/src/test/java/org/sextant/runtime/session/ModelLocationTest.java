package org.sextant.runtime.session;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ModelLocationTest {
    @Test
    void aNameWithOrWithoutARevisionIsLookedUpInTheCache() {
        for (String address : new String[]{"tiny-org/no.such-model", "tiny-org/no.such-model@main",
            "tiny-org/no.such-model@refs/pr/7", "tiny-org/no.such-model@607a30d"}) {
            assertThat(ModelLocation.parse(address)).isEqualTo(new ModelLocation.Cached(address));
        }
    }

    @Test
    void whatLooksLikeAPathIsAFolder() {
        for (String path : new String[]{"models/gpt2/v1", "./gpt2", "gpt2", "/models/gpt2@main"}) {
            assertThat(ModelLocation.parse(path)).isEqualTo(new ModelLocation.Folder(Path.of(path)));
        }
    }
}
