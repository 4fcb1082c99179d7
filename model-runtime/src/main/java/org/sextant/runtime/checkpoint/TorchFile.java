package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// PyTorch's `.pt` since 1.6: a zip file of a pickle, `data.pkl`, and runs of numbers, `data/0` and on. The pickle is read
/// by [PickleReader], which calls nothing. Sizes are checked before anything is read, and nothing is inflated: PyTorch
/// packs nothing.
public final class TorchFile implements AutoCloseable {
    private static final String PICKLE = "data.pkl";
    private static final int LONGEST_PICKLE = 16 << 20;
    private static final int LONGEST_NOTE = 64;
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 16;
    private static final int CHUNK = 1 << 16;
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private final Path path;
    private final ZipFile zip;
    private final String folder;
    private final long length;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private int values;

    private TorchFile(Path path, ZipFile zip, long length) {
        this.path = path;
        this.zip = zip;
        this.length = length;
        this.folder = folder();
    }

    /// Opens the file and checks where its tensors lie. Those in dictionaries within dictionaries get names with dots.
    ///
    /// @throws CheckpointException if the file cannot be read, is older than PyTorch 1.6, is damaged, or holds anything but
    ///         tensors, texts, numbers, lists and dictionaries
    public static TorchFile open(Path path) {
        long length = requireZip(path);
        ZipFile zip = ZipFiles.open(path);
        try {
            TorchFile file = new TorchFile(path, zip, length);
            file.readPickle();
            return file;
        } catch (RuntimeException refused) {
            close(zip);
            throw refused;
        }
    }

    /// @return bytes of the file
    private static long requireZip(Path path) {
        byte[] start;
        long length;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(2);
            length = Files.size(path);
        } catch (IOException failure) {
            throw CheckpointException.reading(path, failure);
        }
        if (start.length == 2 && start[0] == (byte) 0x80) {
            throw new CheckpointException("the file is a bare pickle, as PyTorch saved before 1.6", path,
                    "convert it to safetensors, or load it with a PyTorch that you trust it to and save it again");
        }
        if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
            throw new CheckpointException("the file is not one that PyTorch saves", path,
                    "download it again, or choose a .pt file");
        }
        return length;
    }

    private String folder() {
        if (zip.size() > MOST_ENTRIES) {
            throw wrong("holds " + zip.size() + " entries");
        }
        return Collections.list(zip.entries()).stream().map(ZipEntry::getName).filter(TorchFile::isPickle).findFirst()
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .orElseThrow(() -> wrong("holds no " + PICKLE));
    }

    /// It lies in the one folder that everything lies in.
    private static boolean isPickle(String entry) {
        boolean inFolder = entry.indexOf('/') == entry.length() - PICKLE.length() - 1;
        return entry.endsWith(PICKLE) && (entry.equals(PICKLE) || inFolder);
    }

    private void readPickle() {
        entry("byteorder").filter(_ -> !small("byteorder", LONGEST_NOTE).strip().equals("little")).ifPresent(_ -> {
            throw wrong("was saved on a machine with another byte order");
        });
        try {
            Object root = PickleReader.read(bytes(PICKLE, LONGEST_PICKLE));
            collect("", root, 0);
        } catch (PickleReader.Malformed malformed) {
            throw new CheckpointException("the file " + malformed.getMessage(), path,
                    "convert it to safetensors where you trust it, or choose another file", malformed);
        }
        tensors.forEach((name, tensor) -> requireStorage(name, tensor.storage()));
    }

    /// A dictionary may hold itself, and the same one many times.
    private void collect(String name, Object value, int depth) throws PickleReader.Malformed {
        if (depth > DEEPEST || ++values > MOST_VALUES) {
            throw new PickleReader.Malformed("holds dictionaries within dictionaries without end");
        }
        switch (value) {
            case TorchTensor tensor -> tensors.put(name, tensor);
            case Map<?, ?> map -> {
                for (Map.Entry<?, ?> item : map.entrySet()) {
                    collect(name.isEmpty() ? item.getKey().toString() : name + "." + item.getKey(), item.getValue(),
                            depth + 1);
                }
            }
            case String text -> notes.put(name, text);
            case Long number -> notes.put(name, number.toString());
            case Double number -> notes.put(name, number.toString());
            case Boolean flag -> notes.put(name, flag.toString());
            default -> {
                // A list, or nothing.
            }
        }
    }

    private void requireStorage(String tensor, TorchTensor.Storage storage) {
        ZipEntry entry = entry("data/" + storage.key()).orElseThrow(
                () -> wrong("lacks the numbers of " + tensor + ", " + folder + "data/" + storage.key()));
        if (entry.getSize() != storage.count() * storage.type().bytes() || entry.getSize() > length
                || entry.getMethod() != ZipEntry.STORED) {
            throw wrong("holds " + entry.getSize() + " bytes, or packed ones, for the " + storage.count()
                    + " numbers of " + tensor);
        }
    }

    /// The names of the tensors and their shapes, outermost axis first.
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    /// A text, number or flag that stands among the tensors, as text.
    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /// The numbers of a tensor as float32, outermost axis first; wider ones are rounded.
    ///
    /// @throws CheckpointException if its bytes cannot be read, or are more than one Java array holds
    /// @throws IllegalArgumentException if the file has no tensor of this name
    public float[] floats(String name) {
        TorchTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name + " is not in " + path);
        }
        if (tensor.span() > LONGEST_ARRAY) {
            throw wrong("has " + tensor.span() + " numbers in " + name + ", more than fit into one piece of memory");
        }
        float[] run = run(tensor);
        return tensor.contiguous() ? run : rowMajor(run, tensor);
    }

    private float[] run(TorchTensor tensor) {
        TorchType type = tensor.storage().type();
        float[] run = new float[(int) tensor.span()];
        try (InputStream in = zip.getInputStream(entry("data/" + tensor.storage().key()).orElseThrow())) {
            in.skipNBytes(tensor.offset() * type.bytes());
            for (int from = 0; from < run.length; from += CHUNK) {
                int count = Math.min(CHUNK, run.length - from);
                byte[] bytes = in.readNBytes(count * type.bytes());
                if (bytes.length < count * type.bytes()) {
                    throw wrong("ends before its numbers do");
                }
                ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < count; i++) {
                    run[from + i] = type.next(numbers);
                }
            }
        } catch (IOException damaged) {
            throw CheckpointException.reading(path, damaged);
        }
        return run;
    }

    private static float[] rowMajor(float[] run, TorchTensor tensor) {
        float[] ordered = new float[(int) tensor.elements()];
        for (int i = 0; i < ordered.length; i++) {
            long rest = i;
            long at = 0;
            for (int axis = tensor.shape().size() - 1; axis >= 0; axis--) {
                at += rest % tensor.shape().get(axis) * tensor.strides().get(axis);
                rest /= tensor.shape().get(axis);
            }
            ordered[i] = run[(int) at];
        }
        return ordered;
    }

    private String small(String name, int longest) {
        return new String(bytes(name, longest), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String name, int longest) {
        ZipEntry entry = entry(name).orElseThrow();
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > longest) {
            throw wrong("holds " + entry.getSize() + " bytes, or packed ones, in " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) entry.getSize());
        } catch (IOException damaged) {
            throw CheckpointException.reading(path, damaged);
        }
    }

    private Optional<ZipEntry> entry(String name) {
        return Optional.ofNullable(zip.getEntry(folder + name));
    }

    private CheckpointException wrong(String what) {
        return new CheckpointException("the file " + what, path,
                "download it again, or save it with torch.save as a dictionary of tensors");
    }

    private static void close(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read.
        }
    }

    @Override
    public void close() {
        close(zip);
    }
}
