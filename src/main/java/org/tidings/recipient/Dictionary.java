package org.tidings.recipient;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;

/** Numbers for texts that many rows share: reason keys and user agents. A number is never reused; 0 is the empty text. */
@ApplicationScoped
public class Dictionary {

    /** Characters of a text; longer ones are cut. */
    static final int LONGEST = 500;

    private static final int CACHED = 20_000;
    private static final MultiRow INSERT = new MultiRow("insert ignore into dictionary (sha256, value) values", 2, "");

    private final Transactions transactions;
    private final Cache<String, Integer> ids =
            Caffeine.newBuilder().maximumSize(CACHED).build();
    private final Cache<Integer, String> texts =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    Dictionary(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The number of a text, assigned at its first use. */
    public int id(String text) {
        return ids(List.of(text)).getOrDefault(text, 0);
    }

    /** The numbers of texts. New ones are committed at once, whatever becomes of the caller's transaction. */
    public Map<String, Integer> ids(Collection<String> wanted) {
        Map<String, Integer> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String text : wanted) {
            Integer known = text.isEmpty() ? Integer.valueOf(0) : ids.getIfPresent(text);
            if (known == null) {
                missing.add(text);
            } else {
                found.put(text, known);
            }
        }
        if (!missing.isEmpty()) {
            Map<String, Integer> stored = transactions.callNew(connection -> stored(connection, missing));
            ids.putAll(stored);
            found.putAll(stored);
        }
        return found;
    }

    /** By {@code dictionary_uq_sha256}. */
    private static Map<String, Integer> stored(Connection connection, List<String> missing) throws SQLException {
        Map<String, List<String>> byHash = new HashMap<>();
        List<byte[]> hashes = new ArrayList<>();
        List<String> sorted = missing.stream().distinct().sorted().toList();
        for (String text : sorted) {
            byte[] hash = hash(text);
            hashes.add(hash);
            byHash.computeIfAbsent(HexFormat.of().formatHex(hash), none -> new ArrayList<>())
                    .add(text);
        }
        INSERT.execute(connection, sorted, (insert, first, text) -> {
            insert.setBytes(first, hash(text));
            insert.setString(first + 1, cut(text));
            return first + 2;
        });
        Map<String, Integer> found = new HashMap<>();
        InList list = new InList(hashes);
        try (PreparedStatement select =
                connection.prepareStatement("select id, sha256 from dictionary where sha256 in " + list.marks())) {
            list.bind(select, 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int id = row.getInt(1);
                    byHash.getOrDefault(HexFormat.of().formatHex(row.getBytes(2)), List.of())
                            .forEach(text -> found.put(text, id));
                }
            }
        }
        return found;
    }

    /** The number of a text that was used before; -1 for any other, and for null. By {@code dictionary_uq_sha256}. */
    public int known(@Nullable String text) {
        Integer cached = text == null ? null : ids.getIfPresent(text);
        if (text == null || cached != null) {
            return cached == null ? -1 : cached;
        }
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select id from dictionary where sha256 = ?")) {
                select.setBytes(1, hash(text));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getInt(1) : -1;
                }
            }
        });
    }

    /** The text of a number; empty for an unknown one. By {@code dictionary_pk}. */
    public String text(int id) {
        return id == 0 ? "" : texts.get(id, this::read);
    }

    private String read(int id) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select value from dictionary where id = ?")) {
                select.setInt(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getString(1) : "";
                }
            }
        });
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    private static byte[] hash(String text) {
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256").digest(cut(text).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(sha256, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
