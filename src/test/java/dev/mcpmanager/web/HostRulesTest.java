package dev.mcpmanager.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRulesTest {

    // spotless:off
    @ParameterizedTest
    @CsvSource(textBlock = """
            # bound to , called as                , ours
            127.0.0.1  , localhost:8420           , true
            127.0.0.1  , 127.0.0.1:8420           , true
            127.0.0.1  , [::1]:8420               , true
            127.0.0.1  , 127.0.0.1                , false
            127.0.0.1  , 127.0.0.1:84200          , false
            127.0.0.1  , 127.0.0.2:8420           , false
            127.0.0.1  , localhost.:8420          , false
            127.0.0.1  , user@localhost:8420      , false
            127.0.0.1  , ''                       , false
            127.0.0.1  , proxy.example            , true
            127.0.0.1  , PROXY.example:443        , true
            127.0.0.1  , other.example:9000       , true
            127.0.0.1  , other.example            , false
            127.0.0.1  , sub.proxy.example        , false
            10.0.0.5   , 10.0.0.5:8420            , true
            10.0.0.5   , 10.0.0.6:8420            , false
            box.lan    , box.lan:8420             , true
            ::1        , [::1]:8420               , true
            fd00::5    , [fd00::5]:8420           , true
            0.0.0.0    , 10.0.0.5:8420            , true
            0.0.0.0    , [fd00::5]:8420           , true
            ::         , 10.0.0.5:8420            , true
            0.0.0.0    , 10.0.0.5:8421            , false
            0.0.0.0    , rebound.example:8420     , false
            0.0.0.0    , 1.2.3.4.example:8420     , false
            """)
    // spotless:on
    void onlyOurNamesAreOurs(String bound, String authority, boolean ours) {
        var rules = new HostRules(bound, Set.of("proxy.example", "Other.example:9000"));

        assertThat(rules.isOurs(authority, 8420)).isEqualTo(ours);
    }

    // spotless:off
    @ParameterizedTest
    @CsvSource(textBlock = """
            # bound to , called as         , by a page of                , allowed
            127.0.0.1  , localhost:8420    , http://localhost:8420       , true
            127.0.0.1  , localhost:8420    , http://127.0.0.1:8420       , true
            127.0.0.1  , localhost:8420    , http://localhost:5173       , false
            127.0.0.1  , localhost:8420    , ftp://localhost:8420        , false
            127.0.0.1  , localhost:8420    , localhost:8420              , false
            127.0.0.1  , localhost:8420    , http://localhost:8420/path  , false
            127.0.0.1  , localhost:8420    , http://x@localhost:8420     , false
            127.0.0.1  , localhost:8420    , null                        , false
            127.0.0.1  , localhost:8420    , ''                          , false
            127.0.0.1  , localhost:8420    , https://proxy.example       , true
            0.0.0.0    , 10.0.0.5:8420     , http://10.0.0.5:8420        , true
            0.0.0.0    , 10.0.0.5:8420     , http://6.6.6.6:8420         , false
            """)
    // spotless:on
    void onlyOurOwnPageMayCall(String bound, String authority, String origin, boolean allowed) {
        var rules = new HostRules(bound, Set.of("proxy.example"));

        assertThat(rules.isOwnOrigin(origin, authority, 8420)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"localhost, true", "localhost:80, true", "localhost:8420, false"})
    void noPortMeansPort80(String authority, boolean ours) {
        assertThat(new HostRules("127.0.0.1", Set.of()).isOurs(authority, 80)).isEqualTo(ours);
    }
}
