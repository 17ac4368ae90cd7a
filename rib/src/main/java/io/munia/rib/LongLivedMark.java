package io.munia.rib;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.rib.table.AttributePool;
import java.util.ArrayList;
import java.util.List;

/// Attribute sets with the mark of what is kept for long ([RFC 9494
/// §4.2](https://www.rfc-editor.org/rfc/rfc9494#section-4.2)). What was made last is kept, as the
/// same is mostly asked for again. Owned by the RIB's loop.
final class LongLivedMark {
  private final AttributePool pool;
  private int asked;
  private int made;

  LongLivedMark(AttributePool pool) {
    this.pool = pool;
  }

  /// The set with LLGR_STALE, which holds until the next question or [#end]; 0 for one that is not
  /// to be kept, or that there is no room for.
  ///
  /// @param owner see [AttributePool#intern]
  int of(int set, int owner) {
    if (pool.has(set, AttributePool.NO_LLGR)) {
      return 0;
    }
    if (set == asked) {
      return made;
    }
    end();
    pool.acquire(set);
    asked = set;
    PathAttributes was = AttributesCodec.decode(pool.section(set), pool.from(set), pool.to(set));
    if (pool.has(set, AttributePool.LLGR_STALE)) {
      pool.acquire(set);
      made = set;
    } else {
      List<Integer> communities = new ArrayList<>(was.communities());
      communities.add(CommunityNames.LLGR_STALE);
      byte[] section =
          AttributesCodec.encode(
              was.withCommunities(communities), pool.section(set), pool.from(set), pool.to(set));
      made =
          section.length > AttributePool.SECTION_BYTES_MAX
              ? 0
              : pool.intern(section, 0, section.length, pool.nextHop(set), owner);
    }
    return made;
  }

  /// Gives back what is held.
  void end() {
    if (made != 0) {
      pool.release(made);
    }
    if (asked != 0) {
      pool.release(asked);
    }
    asked = 0;
    made = 0;
  }
}
