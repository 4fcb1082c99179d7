package org.sextant.runtime.checkpoint;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the part of Python's pickle that holds tensors, texts, numbers, lists and dictionaries. A pickle is a program;
/// this machine knows the instructions that put values together and, of the functions that a pickle may name, those of
/// [PickleFunction]. It refuses every other name as soon as it comes to it, and calls nothing.
///
/// Values are [String], [Long], [Double], [Boolean], [Word#NONE], lists for lists and tuples, maps, [PickleFunction],
/// [TorchType], [TorchTensor.Storage] and [TorchTensor].
final class PickleReader {
    private static final int NEWEST_PROTOCOL = 5;

    /// What stands on the stack and is no value.
    enum Word {
        /// Python's `None`.
        NONE,
        /// The begin of a group.
        MARK
    }

    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private PickleReader(byte[] pickle) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @return the value that the pickle describes; lists and maps may hold themselves
    /// @throws Malformed if it is no pickle, ends early, or is made of anything else than tensors and plain values
    static Object read(byte[] pickle) throws Malformed {
        try {
            return new PickleReader(pickle).run();
        } catch (BufferUnderflowException ended) {
            throw new Malformed("ends in the middle of an instruction", ended);
        }
    }

    /// Says after the file's name what is wrong with it.
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }

        Malformed(String what, Throwable cause) {
            super(what, cause);
        }
    }

    private Object run() throws Malformed {
        while (true) {
            char instruction = (char) Byte.toUnsignedInt(in.get());
            if (instruction == '.') {
                return pop();
            }
            if (!constant(instruction) && !container(instruction) && !remembered(instruction)) {
                called(instruction);
            }
        }
    }

    private boolean constant(char instruction) throws Malformed {
        switch (instruction) {
            case '\u0080' -> protocol();
            case '\u0095' -> in.getLong();
            case 'N' -> push(Word.NONE);
            case '\u0088' -> push(true);
            case '\u0089' -> push(false);
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) Byte.toUnsignedInt(in.get()));
            case 'M' -> push((long) Short.toUnsignedInt(in.getShort()));
            case '\u008a' -> push(wholeNumber());
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(Integer.toUnsignedLong(in.getInt())));
            case '\u008c' -> push(text(Byte.toUnsignedInt(in.get())));
            case '\u008d' -> push(text(in.getLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol() throws Malformed {
        int version = in.get();
        if (version < 2 || version > NEWEST_PROTOCOL) {
            throw new Malformed("is a pickle of protocol " + version);
        }
    }

    private boolean container(char instruction) throws Malformed {
        switch (instruction) {
            case '(' -> push(Word.MARK);
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(List.of());
            case 't' -> push(List.copyOf(sinceMark()));
            case '\u0085' -> push(tuple(1));
            case '\u0086' -> push(tuple(2));
            case '\u0087' -> push(tuple(3));
            case 'a' -> append(tuple(1));
            case 'e' -> append(sinceMark());
            case 's' -> put(tuple(2));
            case 'u' -> put(sinceMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean remembered(char instruction) throws Malformed {
        switch (instruction) {
            case 'q' -> memo.put(Byte.toUnsignedInt(in.get()), top());
            case 'r' -> memo.put(in.getInt(), top());
            case '\u0094' -> memo.put(memo.size(), top());
            case 'h' -> push(known(Byte.toUnsignedInt(in.get())));
            case 'j' -> push(known(in.getInt()));
            case '0' -> pop();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void called(char instruction) throws Malformed {
        switch (instruction) {
            case 'c' -> push(PickleFunction.named(line(), line()));
            case '\u0093' -> {
                Object name = pop();
                push(PickleFunction.named(String.valueOf(pop()), String.valueOf(name)));
            }
            case 'Q' -> push(PickleFunction.storage(pop()));
            case 'R' -> {
                Object arguments = pop();
                push(PickleFunction.result(pop(), arguments));
            }
            case 'b' -> {
                // The state of a dictionary is its versions, that of a tensor its hooks; neither is of use here.
                pop();
                if (!(top() instanceof Map || top() instanceof TorchTensor)) {
                    throw new Malformed("gives a state to what is neither dictionary nor tensor");
                }
            }
            default -> throw new Malformed(
                    "has the instruction 0x%02x, which is not needed to hold tensors".formatted((int) instruction));
        }
    }

    private long wholeNumber() throws Malformed {
        int length = Byte.toUnsignedInt(in.get());
        if (length > Long.BYTES) {
            throw new Malformed("has a number of " + length + " bytes");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= Byte.toUnsignedLong(in.get()) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private String text(long length) throws Malformed {
        if (length < 0 || length > in.remaining()) {
            throw new Malformed("claims a text of " + Long.toUnsignedString(length) + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte next = in.get(); next != '\n'; next = in.get()) {
            line.append((char) Byte.toUnsignedInt(next));
        }
        return line.toString();
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws Malformed {
        if (stack.isEmpty() || stack.getLast().equals(Word.MARK)) {
            throw new Malformed("takes a value where there is none");
        }
        return stack.getLast();
    }

    private Object pop() throws Malformed {
        Object top = top();
        stack.removeLast();
        return top;
    }

    private List<Object> tuple(int size) throws Malformed {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.addFirst(pop());
        }
        return values;
    }

    private List<Object> sinceMark() throws Malformed {
        int mark = stack.lastIndexOf(Word.MARK);
        if (mark < 0) {
            throw new Malformed("ends a group that it did not begin");
        }
        List<Object> group = stack.subList(mark + 1, stack.size());
        List<Object> values = new ArrayList<>(group);
        group.clear();
        stack.removeLast();
        return values;
    }

    private Object known(int index) throws Malformed {
        Object value = memo.get(index);
        if (value == null) {
            throw new Malformed("comes back to a value that it did not name");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // every list and map on the stack was made here
    private void append(List<Object> values) throws Malformed {
        if (!(top() instanceof ArrayList<?> list)) {
            throw new Malformed("appends to what is no list");
        }
        ((List<Object>) list).addAll(values);
    }

    @SuppressWarnings("unchecked") // every list and map on the stack was made here
    private void put(List<Object> values) throws Malformed {
        if (!(top() instanceof Map<?, ?> map) || values.size() % 2 != 0) {
            throw new Malformed("sets an item of what is no dictionary");
        }
        for (int i = 0; i < values.size(); i += 2) {
            Object key = values.get(i);
            if (!(key instanceof String || key instanceof Long)) {
                throw new Malformed("has a key that is neither a text nor a whole number");
            }
            ((Map<Object, Object>) map).put(key, values.get(i + 1));
        }
    }
}
