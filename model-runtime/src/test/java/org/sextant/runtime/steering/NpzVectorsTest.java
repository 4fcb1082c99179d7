package org.sextant.runtime.steering;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.hook.SiteKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// numpy's files; those among the resources were written by numpy 2.4.6.
class NpzVectorsTest {
    private static final String PLAIN = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n";

    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(NpzVectorsTest.class.getResource("/vectors/" + name)).toURI());
    }

    /// A zip file with one array of 8 bytes of data.
    private Path file(String entry, int version, String header) throws IOException {
        var npy = new ByteArrayOutputStream();
        npy.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        npy.write(header.length());
        npy.write(header.length() >> 8);
        if (version > 1) {
            npy.write(new byte[2]);
        }
        npy.write(header.getBytes(StandardCharsets.US_ASCII));
        npy.write(new byte[]{0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40});
        return zip(Map.of(entry, npy.toByteArray()));
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("v.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    @Test
    void filesOfNumpyAreRead() throws URISyntaxException {
        SteeringVector layers = VectorFile.read(resource("savez.npz"));
        assertThat(layers.at(0)).containsExactly(-0.1f, 0, 0.1f);
        assertThat(layers.at(7)).containsExactly(-0.2f, 0, 0.2f);
        assertThat(layers.about()).isEmpty();
        SteeringVector matrix = VectorFile.read(resource("columns.npz"));
        assertThat(matrix.at(0)).containsExactly(0, 1, 2);
        assertThat(matrix.at(1)).containsExactly(3, 4, 5);
        assertThat(VectorFile.inspect(resource("savez.npz")).questions()).hasSize(4);
    }

    @Test
    void picklesAreRefused() {
        assertThatThrownBy(() -> VectorFile.read(resource("objects.npz"))).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("layer_0", "|O", "objects.npz");
    }

    /// Bytes as numpy lays them out.
    @Test
    void whatIsWrittenIsAPlainZipOfPlainArrays() throws IOException {
        Path file = folder.resolve("v.npz");
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(4, new float[]{1, 2})),
                Map.of()), file);

        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("layer_4.npy");
            byte[] npy = zip.getInputStream(zip.getEntry("layer_4.npy")).readAllBytes();
            assertThat(npy).hasSize(128 + 8).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
            assertThat(new String(npy, 10, 118, StandardCharsets.US_ASCII)).startsWith(PLAIN.strip()).endsWith(" \n");
            assertThat(Arrays.copyOfRange(npy, 128, 136))
                    .containsExactly(0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40);
        }
    }

    @Test
    void everyVersionOfTheHeaderIsRead() throws IOException {
        for (int version = 1; version <= 3; version++) {
            assertThat(VectorFile.read(file("layer.2.npy", version, PLAIN)).at(2)).containsExactly(1, 2);
        }
        assertThat(VectorFile.read(file("2.npy", 1, "{'shape':(2,),'descr':'<f4','fortran_order':True}")).at(2))
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', value = {
        "4;'descr': '<f4', 'fortran_order': False, 'shape': (2,);version",
        "1;'descr': '<f4', 'fortran_order': False, 'shape': (3,);does not fit its",
        "1;'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999);does not fit its",
        "1;'descr': '<f4', 'fortran_order': False, 'shape': ();does not fit its",
        "1;'descr': '<i4', 'fortran_order': False, 'shape': (2,);type <i4",
        "1;'descr': '<f4', 'fortran_order': False, 'shape': (-2,);not numpy's",
        "1;'descr': '<f4', 'fortran_order': False, 'shape': (1 2);not numpy's",
        "1;'descr': '<f4', 'fortran_order': False;not numpy's",
        "1;'descr': '<f4', 'descr': '<f4', 'shape': (2,);not numpy's",
        "1;'descr': '<f4', 'fortran_order': __import__, 'shape': (2,);not numpy's",
        "1;'descr': '<f4', 'fortran_order': True, 'shape': (1, 1, 2);Fortran order with 3 axes|is no direction"})
    void anArrayThatCannotBeIsRefused(int version, String header, String says) throws IOException {
        Path file = file("layer_2.npy", version, "{" + header + ", }");

        assertThatThrownBy(() -> VectorFile.read(file)).isInstanceOf(SextantException.class)
                .hasMessageMatching("(?s).*(" + says + ").*v\\.npz.*");
    }

    @Test
    void whatIsNoArrayAndWrongChecksumsAreRefused() throws IOException {
        assertThatThrownBy(() -> VectorFile.read(zip(Map.of("readme.txt", new byte[3]))))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("readme.txt");
        assertThatThrownBy(() -> VectorFile.read(zip(Map.of("layer_1.npy", new byte[300]))))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("NUMPY");
        assertThatThrownBy(() -> VectorFile.read(zip(Map.of()))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no layer");
        Path file = folder.resolve("damaged.npz");
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(4, new float[]{1, 2})),
                Map.of()), file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\001\002") - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> VectorFile.read(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("checksum");
    }

    /// Small on disk, large when inflated.
    @Test
    void whatInflatesBeyondAllModelsIsRefused() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999,), }\n";
        Path bomb = file("layer_1.npy", 1, header);

        assertThatThrownBy(() -> VectorFile.read(bomb)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("999999999");
    }

    @Test
    void moreWordsThanAZipCommentHoldsAreRefused() {
        var vector = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(4, new float[]{1, 2})),
                Map.of("texts", "x".repeat(70_000)));

        assertThatThrownBy(() -> VectorFile.write(vector, folder.resolve("v.npz")))
                .isInstanceOf(SextantException.class).hasMessageContaining("65535 bytes");
    }
}
