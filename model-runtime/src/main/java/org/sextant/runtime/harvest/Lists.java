package org.sextant.runtime.harvest;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Lists of a database as Java arrays.
final class Lists {
    private Lists() {}

    static int[] ints(ResultSet row, int column) throws SQLException {
        Object[] values = values(row, column);
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = ((Number) values[i]).intValue();
        }
        return ints;
    }

    static float[] floats(ResultSet row, int column) throws SQLException {
        Object[] values = values(row, column);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = ((Number) values[i]).floatValue();
        }
        return floats;
    }

    private static Object[] values(ResultSet row, int column) throws SQLException {
        Array list = row.getArray(column);
        return (Object[]) list.getArray();
    }
}
