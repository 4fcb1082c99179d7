package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.SafetensorsBytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SafetensorsFileTest {
    @TempDir
    private Path folder;
    private Path file;
    private Arena arena;

    @BeforeEach
    void open() {
        file = folder.resolve("model.safetensors");
        arena = Arena.ofShared();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void tensorsComeInTheOrderOfTheirData() {
        write("""
                {"__metadata__":{"format":"pt"},
                 "b":{"dtype":"F32","shape":[1,2],"data_offsets":[2,10]},
                 "a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}""", 10);
        assertThat(map().entries()).containsExactly(
                new TensorEntry("a", StoredType.BF16, List.of(), file, dataStart(), 2),
                new TensorEntry("b", StoredType.F32, List.of(1L, 2L), file, dataStart() + 2, 8));
        assertThat(map().entry("a")).isPresent();
        assertThat(map().entry("c")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> map().bytes("c"));
    }

    @Test
    void numbersAreReadWhereverTheyLie() {
        byte[] data = new byte[9];
        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(1, 1.5f).putFloat(5, -2);
        SafetensorsBytes.write(file, """
                {"byte":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},
                 "odd":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}}""", data);
        MemorySegment bytes = map().bytes("odd");
        assertThat(bytes.address() % Float.BYTES).isNotZero();
        assertThat(bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN)))
                .containsExactly(1.5f, -2);
        assertThat(bytes.isReadOnly()).isTrue();
    }

    @Test
    void emptyTensorsAndGapsAreTaken() {
        write("""
                {"none":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]},
                 "late":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 12);
        assertThat(map().bytes("none").byteSize()).isZero();
        assertThat(map().bytes("late").byteSize()).isEqualTo(4);
    }

    @Test
    void aFileWithoutTensorsIsEmpty() {
        write("{}", 0);
        assertThat(map().entries()).isEmpty();
    }

    @Test
    void dataBeyondTwoGibibytesIsReached() throws IOException {
        long far = (3L << 30) + 1;
        write("""
                {"near":{"dtype":"U8","shape":[%1$d],"data_offsets":[0,%1$d]},
                 "far":{"dtype":"F32","shape":[1],"data_offsets":[%1$d,%2$d]}}""".formatted(far, far + 4), 0);
        // The rest of the file is a hole that takes no room on disk.
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(sparse.length() + far);
            sparse.seek(sparse.length());
            sparse.write(new byte[]{0, 0, (byte) 0x80, 0x3F});
        }
        assertThat(map().bytes("far").get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0))
                .isEqualTo(1);
        assertThat(map().bytes("near").byteSize()).isEqualTo(far);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[0,8]   | [2]                   | F32   | shape [2] of F32, which does not fit its 8 bytes | accept",
        "[0,8]   | [3]                   | F32   | has the shape [3] of F32, which does not fit its 8 bytes |",
        "[0,8]   | [2,-1]                | F32   | has -1 in its shape |",
        "[0,8]   | [2.5]                 | F32   | has 2.5 in its shape |",
        "[0,8]   | [4611686018427387904,4] | F32 | does not fit its 8 bytes |",
        "[0,8]   | [18446744073709551616]| F32   | in its shape |",
        "[0,8]   | 2                     | F32   | has no shape |",
        "[8,0]   | [2]                   | F32   | lies at the impossible data_offsets [8,0] |",
        "[-8,0]  | [2]                   | F32   | has -8 in its data_offsets |",
        "[0]     | [2]                   | F32   | has no begin and end in data_offsets |",
        "[0,9223372036854775807] | [2]   | F32   | lies at the impossible data_offsets |",
        "[0,8]   | [2]                   | F33   | has the dtype \"F33\", which safetensors does not know |",
        "[0,1]   | [1]                   | F4    | does not fit its 1 bytes |",
        "[0,12]  | [3]                   | F32   | the file ends 4 bytes too early, within the tensor x |"})
    void figuresThatDisagreeAreTold(String offsets, String shape, String dtype, String saying, String verdict) {
        write("{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}".formatted(dtype, shape, offsets), 8);
        if ("accept".equals(verdict)) {
            assertThat(map().entries()).hasSize(1);
        } else {
            refused(saying, "x", "again");
        }
    }

    @Test
    void tensorsThatShareBytesAreBothNamed() {
        write("""
                {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
                 "b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12);
        refused("the tensor b shares bytes with the tensor a");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        write("""
                {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},
                 "a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2);
        refused("the header is not valid JSON", "'a'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "not json", "{} {}", "{\"a\":}"})
    void aHeaderThatIsNoJsonIsRefused(String header) {
        write(header, 0);
        refused("the header is not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "null", "{\"a\":7}"})
    void aHeaderThatDescribesNoTensorsIsRefused(String header) {
        write(header, 0);
        assertThatThrownBy(this::map).isInstanceOf(CheckpointException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aHeaderLongerThanTheFileIsRefused() throws IOException {
        Files.write(file, lengthThen(1000, "{}"));
        refused("the header claims 1000 bytes but the file ends after 2 of them", "download");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE})
    void aHeaderLengthThatCannotBeIsNotAllocated(long length) throws IOException {
        Files.write(file, lengthThen(length, "{}"));
        refused("the header claims to be " + Long.toUnsignedString(length) + " bytes long");
    }

    @Test
    void aFileTooShortForAnythingSaysHowShort() throws IOException {
        Files.write(file, new byte[3]);
        refused("the file is 3 bytes long");
    }

    @Test
    void aTruncatedFileSaysHowMuchIsMissingAndWhere() {
        write("""
                {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
                 "b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},
                 "c":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}""", 11);
        refused("the file ends 13 bytes too early, within the tensor b");
    }

    @Test
    void aMissingFileAndAFolderInItsPlaceAreTold() throws IOException {
        refused("the file is missing");
        Files.createDirectory(file);
        refused("the file");
    }

    @Test
    void aFileThatMayNotBeReadSaysWhatRightIsMissing() {
        assertThat(CheckpointException.reading(file, new AccessDeniedException(file.toString())))
                .hasMessageContainingAll("may not be read", file.toString(), "chmod u+r");
    }

    @Test
    void whatWasMappedEndsWithTheArena() {
        write("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1);
        MemorySegment bytes;
        try (var brief = Arena.ofShared()) {
            bytes = SafetensorsFile.map(file, brief).bytes("a");
            assertThat(bytes.get(ValueLayout.JAVA_BYTE, 0)).isZero();
        }
        assertThatThrownBy(() -> bytes.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
    }

    private SafetensorsFile map() {
        return SafetensorsFile.map(file, arena);
    }

    private void write(String header, int dataBytes) {
        SafetensorsBytes.write(file, header, new byte[dataBytes]);
    }

    private long dataStart() {
        try {
            return Files.size(file) - 10;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] lengthThen(long length, String header) {
        return ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN).putLong(length)
                .put(header.getBytes(StandardCharsets.UTF_8)).array();
    }

    private void refused(String... saying) {
        assertThatThrownBy(this::map).isInstanceOf(CheckpointException.class).hasMessageContainingAll(saying)
                .hasMessageContaining(file.toString());
    }
}
