package org.sextant.runtime.session;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.sextant.runtime.tensor.Backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TensorStoreTest {
    @Test
    void valuesAreHeldUpToTheLimitAndTheNextIsRefusedWithTheFigures() {
        TensorStore store = new TensorStore(48);
        try (NDManager manager = Backend.newManager(Device.cpu())) {
            NDArray value = manager.create(new float[]{1, 2, 3, 4});
            store.take("first", value);
            store.take("second", value);
            store.take("third", value);
            assertThatThrownBy(() -> store.take("fourth", value)).isInstanceOfSatisfying(MemoryException.class,
                    refusal -> {
                        assertThat(refusal.neededBytes()).isEqualTo(64);
                        assertThat(refusal.availableBytes()).isEqualTo(48);
                        assertThat(refusal).hasMessageContaining("at fourth").hasMessageContaining("fewer sites");
                    });
        }
        assertThat(store.values()).containsOnlyKeys("first", "second", "third");
        assertThat(store.values().get("second").toArray()).containsExactly(1, 2, 3, 4);
    }
}
