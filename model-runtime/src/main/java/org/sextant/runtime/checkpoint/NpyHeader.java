package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The start of a `.npy` array of versions 1 to 3: what one number is, and the shape. Arrays of Python objects, which
/// numpy reads by running them, are no numbers and are not known here.
///
/// @param order of the bytes of one number
/// @param bytes of one number: 2, 4 or 8, a floating-point number
/// @param columns whether the first axis is the innermost, as in Fortran
/// @param length of the header in bytes
record NpyHeader(ByteOrder order, int bytes, boolean columns, List<Long> shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final Pattern TEXT = Pattern.compile("\\{(?:\\s*+(?:'descr':\\s*+'(?<type>[^']{1,32})'"
            + "|'fortran_order':\\s*+(?<columns>True|False)|'shape':\\s*+\\((?<shape>[\\d, ]{0,99})\\))\\s*+,?+){3}"
            + "\\s*+}\\s*+");
    private static final Pattern TYPE = Pattern.compile("([<>])f([248])");
    private static final Pattern SHAPE = Pattern.compile("(?:\\d{1,12}, )*+(?:\\d{1,12},?)?+");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /// How many numbers the array has; empty if that is more than a long holds.
    Optional<Long> elements() {
        long product = 1;
        for (long size : shape) {
            if (size != 0 && product > Long.MAX_VALUE / Double.BYTES / size) {
                return Optional.empty();
            }
            product *= size;
        }
        return Optional.of(product);
    }

    /// @throws Malformed if no array of floating-point numbers begins there
    static NpyHeader read(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new Malformed("does not begin with \\x93NUMPY");
        }
        int version = in.read();
        if (version < 1 || version > 3 || in.read() != 0) {
            throw new Malformed("has a version of npy that is not known");
        }
        int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
        byte[] start = in.readNBytes(lengthBytes);
        long length = start.length < lengthBytes
                ? 0
                : Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(start, Integer.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (length == 0 || length > LONGEST) {
            throw new Malformed("claims a header of " + length + " bytes");
        }
        byte[] text = in.readNBytes((int) length);
        return of(new String(text, StandardCharsets.UTF_8), MAGIC.length + 2 + lengthBytes + text.length);
    }

    private static NpyHeader of(String text, int length) throws Malformed {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || parts.group("type") == null || parts.group("columns") == null
                || parts.group("shape") == null || !SHAPE.matcher(parts.group("shape")).matches()) {
            throw new Malformed("has a header that is not numpy's");
        }
        Matcher type = TYPE.matcher(parts.group("type"));
        if (!type.matches()) {
            throw new Malformed("holds numbers of the type " + parts.group("type"));
        }
        List<Long> shape = new ArrayList<>();
        for (String size : parts.group("shape").split("[, ]+", -1)) {
            if (!size.isEmpty()) {
                shape.add(Long.parseLong(size));
            }
        }
        return new NpyHeader(type.group(1).equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                Integer.parseInt(type.group(2)), parts.group("columns").equals("True"), shape, length);
    }

    /// Says after the array's name what is wrong with it.
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }
}
