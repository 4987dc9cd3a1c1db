/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * A vision-language model as evaluator, against a real server on this machine that answers well,
 * badly, late, too much or not at all.
 */

#include "isac-scripted-server.h"
#include "isac-vision-cases.h"

#include <fstream>
#include <gmock/gmock.h>
#include <memory>

using namespace ns3::isac;
using testing::ElementsAre;
using testing::HasSubstr;

namespace
{

/// @param server to ask @param requestTime limit [s] @return settings without a folder
VisionEvaluatorSettings
SettingsFor(const ScriptedServer& server, double requestTime = 10.0)
{
    VisionEvaluatorSettings settings;
    settings.endpoint.url = server.GetUrl();
    settings.endpoint.requestTime = requestTime;
    return settings;
}

/// @return address of a port where nobody listens
std::string
AbsentUrl()
{
    ScriptedServer server({}, 0);
    return server.GetUrl();
}

/// What a server made of one question.
struct Trial
{
    QoeRating rating;                   //!< of the picture
    VisionEvaluatorStatistics counts;   //!< after it
    std::vector<double> pauses;         //!< between requests [s]
    std::vector<nlohmann::json> bodies; //!< of requests that were read whole
};

/// @param script of the server @param requestTime limit [s] @return what it made of a question
Trial
Try(const std::vector<Treatment>& script, double requestTime = 10.0)
{
    ScriptedServer server(script);
    PausingClock clock;
    VisionEvaluator evaluator(SettingsFor(server, requestTime), nullptr, clock.Get());
    Trial trial{evaluator.Evaluate(MakeQuestion()), evaluator.GetStatistics(), {}, {}};
    trial.pauses = clock.GetPauses();
    for (const HttpRequest& request : server.GetRequests())
    {
        trial.bodies.push_back(nlohmann::json::parse(request.body()));
    }
    return trial;
}

/// A good answer with the score of 3/4.
const std::string GOOD = HttpText(200, Completion(R"({"score": 0.75})"));

} // namespace

TEST(VisionEvaluator, AsksAndReadsTheScore)
{
    ScriptedServer server({Send(GOOD)});
    VisionEvaluatorSettings settings = SettingsFor(server);
    settings.endpoint.key = "secret";
    VisionEvaluator evaluator(settings);
    const QoeRating rating = evaluator.Evaluate(MakeQuestion());
    EXPECT_EQ(rating.error, "");
    EXPECT_EQ(rating.score, 0.75);
    ASSERT_EQ(server.GetRequests().size(), 1u);
    const HttpRequest& request = server.GetRequests()[0];
    EXPECT_EQ(request.method_string(), "POST");
    EXPECT_EQ(request.target(), "/v1/chat/completions");
    EXPECT_EQ("http://" + std::string(request["Host"]) + "/v1", server.GetUrl());
    EXPECT_EQ(request["Content-Type"], "application/json");
    EXPECT_EQ(request["Authorization"], "Bearer secret");
    EXPECT_EQ(request.body(), VisionRequest(MakeQuestion(), settings.model).GetBody(0));
    EXPECT_EQ(evaluator.GetStatistics().requests, 1u);
    EXPECT_EQ(evaluator.GetStatistics().retries, 0u);
}

TEST(VisionEvaluator, TakesChunksAndProseAroundTheScore)
{
    const std::string body = Completion("Well, {\"score\": 0.5} it is, or 0.9.");
    std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const char c : body)
    {
        text += std::string("1\r\n") + c + "\r\n";
    }
    const Trial trial = Try({Send(text + "0\r\n\r\n")});
    EXPECT_EQ(trial.rating.error, "");
    EXPECT_EQ(trial.rating.score, 0.5);
}

TEST(VisionEvaluator, AsksAgainWithAnotherSeedAfterNonsense)
{
    const Trial trial = Try({Send(HttpText(200, Completion("I would say 0.9"))),
                             Send(HttpText(200, "<html>")),
                             Send(GOOD)});
    EXPECT_EQ(trial.rating.score, 0.75);
    EXPECT_THAT(trial.pauses, ElementsAre(0.5, 1.0));
    ASSERT_EQ(trial.bodies.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i)
    {
        EXPECT_EQ(trial.bodies[i].at("seed"), 1 + i);
    }
    EXPECT_EQ(trial.counts.requests, 3u);
    EXPECT_EQ(trial.counts.retries, 2u);
    EXPECT_EQ(trial.counts.failures, 0u);

    const Treatment proseAlone = Send(HttpText(200, Completion("I would say 0.9")));
    const Trial never = Try({proseAlone, proseAlone, proseAlone});
    EXPECT_THAT(never.rating.error, HasSubstr("no {...}: \"I would say 0.9\", after 3 tries"));
    EXPECT_EQ(never.rating.score, 0.0);
    EXPECT_EQ(never.counts.requests, 3u);
    EXPECT_EQ(never.counts.failures, 1u);
}

TEST(VisionEvaluator, AsksAgainWhereThatMayHelp)
{
    for (const int status : {429, 500, 503})
    {
        const Trial trial = Try({Send(HttpText(status, "{}")), Send(GOOD)});
        EXPECT_EQ(trial.rating.score, 0.75) << status;
        EXPECT_THAT(trial.pauses, ElementsAre(0.5)) << status;
        // The seed is for answers without a score.
        EXPECT_EQ(trial.bodies.at(1), trial.bodies.at(0)) << status;
    }
    const Trial cut = Try({Send(GOOD.substr(0, GOOD.size() - 5)), Send(""), Send(GOOD)});
    EXPECT_EQ(cut.rating.score, 0.75);
    EXPECT_EQ(cut.counts.retries, 2u);
}

TEST(VisionEvaluator, DoesNotAskAgainWhereThatCannotHelp)
{
    const Trial trial =
        Try({Send(HttpText(404, R"({"error": {"message": "no model \u001b[31mof\nthis name"}})"))});
    EXPECT_THAT(trial.rating.error, HasSubstr("HTTP status 404: no model ?[31mof?this name"));
    EXPECT_EQ(trial.counts.requests, 1u);
    EXPECT_TRUE(trial.pauses.empty());
    for (const int status : {204, 301, 400, 401})
    {
        EXPECT_EQ(Try({Send(HttpText(status, ""))}).counts.requests, 1u) << status;
    }

    // A refusal counts even if it comes before the request was sent to its end.
    QoeQuestion large = MakeQuestion();
    large.picture = {512, 512, std::vector<uint8_t>(3 * 512 * 512)};
    uint32_t noise = 1;
    for (uint8_t& value : large.picture.pixels)
    {
        noise = noise * 1664525 + 1013904223;
        value = static_cast<uint8_t>(noise >> 24);
    }
    ScriptedServer server(
        {[](Connection& connection) { connection.Write(HttpText(413, "too large")); }});
    VisionEvaluator evaluator(SettingsFor(server));
    EXPECT_THAT(evaluator.Evaluate(large).error, HasSubstr("HTTP status 413: too large"));
}

TEST(VisionEvaluator, SaysThatNobodyIsThere)
{
    VisionEvaluatorSettings settings;
    settings.endpoint.url = AbsentUrl();
    VisionEvaluator evaluator(settings);
    EXPECT_THAT(evaluator.WaitUntilReady(), HasSubstr("nobody listens there"));
    const QoeRating rating = evaluator.Evaluate(MakeQuestion());
    EXPECT_THAT(rating.error, HasSubstr(settings.endpoint.url + "/chat/completions: nobody"));
    EXPECT_EQ(evaluator.GetStatistics().requests, 1u);
}

TEST(VisionEvaluator, DoesNotWaitLongerThanItsLimits)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point begin = Clock::now();
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
    // The limit is for the whole answer: a byte now and then does not put it off.
    const Treatment drip = SendForever(head, " ", std::chrono::milliseconds(5));
    const Trial trial = Try({SayNothing(), drip, Send(GOOD)}, 0.1);
    EXPECT_EQ(trial.rating.score, 0.75);
    EXPECT_EQ(trial.counts.retries, 2u);
    const Trial silent = Try({SayNothing(), SayNothing(), SayNothing()}, 0.05);
    EXPECT_THAT(silent.rating.error, HasSubstr("did not answer within 0.05 s, after 3 tries"));
    // Six waits of at most 0.1 s; ten times that is for machines with better things to do.
    EXPECT_LT(std::chrono::duration<double>(Clock::now() - begin).count(), 6.0);
}

TEST(VisionEvaluator, DoesNotWaitForAConnectionForEver)
{
    // Linux ignores who wants to connect while the queue of those who did is full.
    namespace asio = boost::asio;
    asio::io_context context;
    const asio::ip::tcp::endpoint anywhere(asio::ip::address_v4::loopback(), 0);
    asio::ip::tcp::acceptor acceptor(context, anywhere.protocol());
    acceptor.bind(anywhere);
    acceptor.listen(0);
    asio::ip::tcp::socket first(context);
    first.connect(acceptor.local_endpoint());

    VisionEvaluatorSettings settings;
    settings.endpoint.url = "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port());
    settings.endpoint.connectTime = 0.05;
    PausingClock clock;
    VisionEvaluator evaluator(settings, nullptr, clock.Get());
    EXPECT_THAT(evaluator.Evaluate(MakeQuestion()).error,
                HasSubstr("did not connect within 0.05 s, after 3 tries"));
}

TEST(VisionEvaluator, DoesNotSwallowWhatIsEndless)
{
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const std::string kilobyte(1000, 'x');
    const Treatment hostile[] = {
        Send(ok + "Content-Length: 99999999999\r\n\r\n{"),
        SendForever(ok + "\r\n", kilobyte),
        SendForever(ok, "X-Header: x\r\n"),
        SendForever(ok + "X-Header: ", kilobyte),
        SendForever(ok + "Transfer-Encoding: chunked\r\n\r\n", "3e8\r\n" + kilobyte + "\r\n"),
        SendForever(ok + "Transfer-Encoding: chunked\r\n\r\n1;x=", kilobyte),
    };
    for (std::size_t i = 0; i < std::size(hostile); ++i)
    {
        const Trial trial = Try({hostile[i]});
        EXPECT_THAT(trial.rating.error, HasSubstr("its answer is too long")) << i;
        EXPECT_EQ(trial.counts.requests, 1u) << i;
    }
    const Trial other = Try({Send("220 mail.example.org ESMTP\r\n\r\n")});
    EXPECT_THAT(other.rating.error, HasSubstr("does not speak HTTP"));
    EXPECT_EQ(other.counts.requests, 1u);
}

TEST(VisionEvaluator, FallsBackAndCounts)
{
    ScriptedServer server({Send(HttpText(400, "no")), Send(GOOD)});
    VisionEvaluator evaluator(SettingsFor(server), std::make_shared<ConstantEvaluator>());
    EXPECT_EQ(evaluator.Evaluate(MakeQuestion()).score, 0.125);
    EXPECT_EQ(evaluator.Evaluate(MakeQuestion()).score, 0.75);
    EXPECT_EQ(evaluator.GetStatistics().fallbacks, 1u);
    EXPECT_EQ(evaluator.GetStatistics().failures, 0u);
    // A question that makes no sense is no failure of the model.
    QoeQuestion wrong = MakeQuestion();
    wrong.picture.pixels.pop_back();
    EXPECT_EQ(evaluator.Evaluate(wrong).error, "a picture of 11 bytes, expected 12");
    EXPECT_EQ(evaluator.GetStatistics().fallbacks, 1u);
    EXPECT_EQ(evaluator.GetStatistics().failures, 1u);
    EXPECT_EQ(evaluator.GetStatistics().questions, 3u);
}

TEST(VisionEvaluator, WaitsForAModelToLoad)
{
    const Treatment loading = Send(HttpText(503, R"({"error": {"message": "Loading model"}})"));
    ScriptedServer server({loading, loading, Send(HttpText(200, R"({"status": "ok"})"))});
    PausingClock clock;
    EXPECT_EQ(VisionEvaluator(SettingsFor(server), nullptr, clock.Get()).WaitUntilReady(), "");
    EXPECT_THAT(clock.GetPauses(), ElementsAre(0.5, 0.5));
    ASSERT_EQ(server.GetRequests().size(), 3u);
    EXPECT_EQ(server.GetRequests()[2].method_string(), "GET");
    EXPECT_EQ(server.GetRequests()[2].target(), "/health");

    ScriptedServer slow({loading, loading, loading});
    VisionEvaluatorSettings settings = SettingsFor(slow);
    settings.loadTime = 1.0;
    PausingClock again;
    EXPECT_THAT(VisionEvaluator(settings, nullptr, again.Get()).WaitUntilReady(),
                HasSubstr("still loading its model after 1 s"));
    EXPECT_THAT(again.GetPauses(), ElementsAre(0.5, 0.5));

    ScriptedServer others({Send(HttpText(404, "")), Send(HttpText(401, "who are you"))});
    const VisionEvaluator stranger(SettingsFor(others));
    EXPECT_EQ(stranger.WaitUntilReady(), "");
    EXPECT_THAT(stranger.WaitUntilReady(), HasSubstr("HTTP status 401: who are you"));
}

TEST(VisionEvaluator, AnswersFromItsFolderWithoutAServer)
{
    const TemporaryFolder folder("isac-vision-cache");
    ScriptedServer server({Send(GOOD)});
    VisionEvaluatorSettings settings = SettingsFor(server);
    settings.cacheFolder = folder.GetPath().string();
    VisionEvaluator recorder(settings);
    EXPECT_EQ(recorder.Evaluate(MakeQuestion()).score, 0.75);
    EXPECT_EQ(recorder.GetStatistics().cacheHits, 0u);
    EXPECT_EQ(folder.List().size(), 1u);

    settings.endpoint.url = AbsentUrl();
    VisionEvaluator later(settings);
    EXPECT_EQ(later.Evaluate(MakeQuestion()).score, 0.75);
    EXPECT_EQ(later.GetStatistics().cacheHits, 1u);
    EXPECT_EQ(later.GetStatistics().requests, 0u);
}

TEST(VisionEvaluator, SaysWhichRequestAReplayMisses)
{
    const TemporaryFolder folder("isac-vision-replay");
    VisionEvaluatorSettings settings;
    settings.replayOnly = true;
    EXPECT_THROW(VisionEvaluator{settings}, std::invalid_argument);
    settings.cacheFolder = folder.GetPath().string();
    // Falling back would hide that this is not the recorded run.
    VisionEvaluator replay(settings, std::make_shared<ConstantEvaluator>());
    EXPECT_EQ(replay.WaitUntilReady(), "");
    const std::string error = replay.Evaluate(MakeQuestion("a \"blue\" disk")).error;
    const VisionRequest request(MakeQuestion("a \"blue\" disk"), settings.model);
    EXPECT_THAT(error, HasSubstr(request.GetKey() + ".txt: missing"));
    EXPECT_THAT(error, HasSubstr("\"a \"blue\" disk\", 224 x 224 pixels"));
    EXPECT_EQ(replay.GetStatistics().requests, 0u);
    EXPECT_EQ(replay.GetStatistics().fallbacks, 0u);
}

TEST(VisionEvaluator, ReplaysWhereItFellBack)
{
    const TemporaryFolder folder("isac-vision-fallback");
    ScriptedServer server({Send(HttpText(400, "no")), Send(GOOD)});
    VisionEvaluatorSettings settings = SettingsFor(server);
    settings.cacheFolder = folder.GetPath().string();
    const auto fallback = std::make_shared<ConstantEvaluator>();
    EXPECT_EQ(VisionEvaluator(settings, fallback).Evaluate(MakeQuestion()).score, 0.125);
    VisionEvaluatorSettings offline = settings;
    offline.replayOnly = true;
    VisionEvaluator replay(offline, fallback);
    EXPECT_EQ(replay.Evaluate(MakeQuestion()).score, 0.125);
    EXPECT_EQ(replay.GetStatistics().fallbacks, 1u);
    EXPECT_THAT(VisionEvaluator(offline).Evaluate(MakeQuestion()).error, HasSubstr("400: no"));
    // With a server the question is put again.
    EXPECT_EQ(VisionEvaluator(settings, fallback).Evaluate(MakeQuestion()).score, 0.75);
    EXPECT_EQ(VisionEvaluator(offline, fallback).Evaluate(MakeQuestion()).score, 0.75);
}

TEST(VisionEvaluator, AsksAgainWhereAFileIsDamaged)
{
    const TemporaryFolder folder("isac-vision-damaged");
    ScriptedServer server({Send(GOOD), Send(HttpText(200, Completion("{\"score\": 1}")))});
    VisionEvaluatorSettings settings = SettingsFor(server);
    settings.cacheFolder = folder.GetPath().string();
    VisionEvaluator evaluator(settings);
    EXPECT_EQ(evaluator.Evaluate(MakeQuestion()).score, 0.75);
    // One bit of the score, which still makes a number.
    std::fstream file(folder.List().at(0));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    file.seekp(static_cast<std::streamoff>(text.find("0.75") + 2));
    file << '6';
    file.close();
    VisionEvaluatorSettings offline = settings;
    offline.replayOnly = true;
    EXPECT_THAT(VisionEvaluator(offline).Evaluate(MakeQuestion()).error, HasSubstr(": damaged"));
    EXPECT_EQ(evaluator.Evaluate(MakeQuestion()).score, 1.0);
    EXPECT_EQ(evaluator.GetStatistics().damaged, 1u);
    EXPECT_EQ(VisionEvaluator(offline).Evaluate(MakeQuestion()).score, 1.0);
    // An answer that is whole, but none by the rules of today.
    const std::string key = VisionRequest(MakeQuestion(), settings.model).GetKey();
    AnswerCache(folder.GetPath()).Store(key, {CachedAnswer::Kind::ANSWER, Completion("0.75")});
    EXPECT_THAT(VisionEvaluator(offline).Evaluate(MakeQuestion()).error, HasSubstr(": damaged"));
}

TEST(VisionEvaluator, SharesItsFolder)
{
    const TemporaryFolder folder("isac-vision-shared");
    constexpr int workers = 4;
    constexpr int questions = 8;
    ScriptedServer server({Send(GOOD)}, workers * questions);
    VisionEvaluatorSettings settings = SettingsFor(server);
    settings.cacheFolder = folder.GetPath().string();
    std::vector<int> right(workers, 0);
    std::vector<std::thread> threads;
    for (int worker = 0; worker < workers; ++worker)
    {
        threads.emplace_back([&settings, &right, worker] {
            VisionEvaluator evaluator(settings);
            for (int i = 0; i < questions; ++i)
            {
                const auto rating = evaluator.Evaluate(MakeQuestion("disk " + std::to_string(i)));
                right[worker] += rating.score == 0.75 ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    EXPECT_THAT(right, testing::Each(questions));
    EXPECT_EQ(folder.List().size(), static_cast<std::size_t>(questions));
    settings.replayOnly = true;
    VisionEvaluator replay(settings);
    for (int i = 0; i < questions; ++i)
    {
        EXPECT_EQ(replay.Evaluate(MakeQuestion("disk " + std::to_string(i))).score, 0.75);
    }
}
