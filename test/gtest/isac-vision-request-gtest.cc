/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * What a vision-language model is asked, what counts as its answer.
 */

#include "isac-vision-cases.h"

#include "ns3/isac-png.h"

#include <gmock/gmock.h>
#include <limits>
#include <png.h>

using namespace ns3::isac;
using nlohmann::json;
using testing::HasSubstr;

namespace
{

/// @param file PNG @return its picture, as libpng reads it
RgbPicture
ReadPng(const std::string& file)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    EXPECT_NE(png_image_begin_read_from_memory(&image, file.data(), file.size()), 0);
    EXPECT_EQ(image.format, static_cast<png_uint_32>(PNG_FORMAT_RGB));
    RgbPicture picture{image.width, image.height, {}};
    picture.pixels.resize(std::size_t{3} * image.width * image.height);
    EXPECT_NE(png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr), 0);
    return picture;
}

/// @param url that is no address @return what is said about it
std::string
ComplaintAbout(const std::string& url)
{
    try
    {
        ParseHttpUrl(url);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

/// @param settings of an evaluator @return what its constructor says
std::string
ComplaintAbout(const VisionEvaluatorSettings& settings)
{
    try
    {
        const VisionEvaluator evaluator(settings);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

} // namespace

TEST(VisionRequest, IsWhatServersExpect)
{
    VisionModelSettings settings;
    settings.model = "qwen";
    settings.seed = 7;
    settings.leastSide = 5;
    const QoeQuestion question = MakeQuestion("a \"red\" disk\n");
    const VisionRequest request(question, settings);
    const json body = json::parse(request.GetBody(2));
    EXPECT_EQ(body.at("model"), "qwen");
    EXPECT_EQ(body.at("temperature"), 0);
    EXPECT_EQ(body.at("seed"), 9);
    EXPECT_EQ(body.at("max_tokens"), 120);
    EXPECT_EQ(body.at("stream"), false);
    EXPECT_EQ(body.at("cache_prompt"), false);
    const json expectedFormat = json::parse(R"({"type": "json_schema", "json_schema": {
        "name": "rating", "strict": true, "schema": {"type": "object",
        "properties": {"score": {"type": "number", "minimum": 0, "maximum": 1}},
        "required": ["score"], "additionalProperties": false}}})");
    EXPECT_EQ(body.at("response_format"), expectedFormat);

    const json& messages = body.at("messages");
    ASSERT_EQ(messages.size(), 2u);
    EXPECT_EQ(messages[0].at("role"), "system");
    EXPECT_THAT(messages[0].at("content").get<std::string>(),
                HasSubstr("openness 0.9, conscientiousness 0.2, extraversion 0.1, agreeableness "
                          "0.123, neuroticism 0.5"));
    EXPECT_EQ(messages[1].at("role"), "user");
    const json& parts = messages[1].at("content");
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].at("type"), "text");
    EXPECT_EQ(parts[0].at("text"), "Asked for: a \"red\" disk\n");
    EXPECT_EQ(parts[1].at("type"), "image_url");
    // Twice three pixels are the first that are not fewer than five.
    const std::string png = WritePng(EnlargePicture(question.picture, 6));
    EXPECT_EQ(parts[1].at("image_url").at("url"), "data:image/png;base64," + ToBase64(png));
}

TEST(VisionRequest, IsKeptUnderAllThatMatters)
{
    const VisionModelSettings settings;
    const QoeQuestion question = MakeQuestion();
    const std::string key = VisionRequest(question, settings).GetKey();
    EXPECT_EQ(VisionRequest(question, settings).GetKey(), key);
    QoeQuestion pixel = question;
    pixel.picture.pixels[0] ^= 1;
    QoeQuestion shape = question;
    shape.picture.width = 4;
    shape.picture.height = 1;
    QoeQuestion prompt = question;
    prompt.prompt += '.';
    QoeQuestion person = question;
    person.personality[4] = 0.6;
    for (const QoeQuestion& other : {pixel, shape, prompt, person})
    {
        EXPECT_NE(VisionRequest(other, settings).GetKey(), key);
    }
    VisionModelSettings seed;
    seed.seed = 2;
    VisionModelSettings model;
    model.model = "another";
    for (const VisionModelSettings& other : {seed, model})
    {
        EXPECT_NE(VisionRequest(question, other).GetKey(), key);
    }
}

TEST(VisionRequest, RefusesWhatIsNotText)
{
    EXPECT_THROW(VisionRequest(MakeQuestion("a red \xff"), {}), std::invalid_argument);
    EXPECT_NO_THROW(VisionRequest(MakeQuestion("ein roter Kreis, gro\xc3\x9f"), {}));
    VisionEvaluator evaluator{VisionEvaluatorSettings{}};
    EXPECT_THAT(evaluator.Evaluate(MakeQuestion("a red \xff")).error, HasSubstr("not UTF-8"));
    EXPECT_EQ(evaluator.GetStatistics().requests, 0u);
}

TEST(VisionRequest, AnswersAreScoresOrNothing)
{
    const std::pair<const char*, double> good[] = {
        {R"({"score": 0.75})", 0.75},
        {R"({"score":0})", 0.0},
        {R"({"score": 1, "why": "a {fine} disk"})", 1.0},
        {"```json\n{\"score\": 1e-1}\n```", 0.1},
        {R"(Rated 0.9: {"why": "said \"} {\" \\", "of": {"score": 2}, "score": 0.5} {"score": 1})",
         0.5},
    };
    for (const auto& [content, score] : good)
    {
        const QoeRating rating = ReadVisionAnswer(Completion(content));
        EXPECT_EQ(rating.error, "") << content;
        EXPECT_EQ(rating.score, score) << content;
    }
    const char* const bad[] = {
        "",
        "0.75",
        "score: 0.75",
        "{0.75}",
        "{}",
        R"({"score": )",
        R"({"score": 0.7)",
        R"({"rating": 0.7})",
        R"({"of": {"score": 0.7}})",
        R"({"score": "0.7"})",
        R"({"score": null})",
        R"({"score": true})",
        R"({"score": [0.7]})",
        R"({"score": NaN})",
        R"({"score": Infinity})",
        R"({"score": 1e999})",
        R"({"score": 1.0000001})",
        R"({"score": -0.1})",
        R"({"score": 75})",
        R"({"score": 0.7, "score": 0.1})",
        R"({"score": 0.7,})",
        R"({rating} {"score": 0.7})",
    };
    for (const char* content : bad)
    {
        const QoeRating rating = ReadVisionAnswer(Completion(content));
        EXPECT_FALSE(rating.IsValid()) << content;
        EXPECT_EQ(rating.score, 0.0) << content;
    }
}

TEST(VisionRequest, AnswersAreChatCompletions)
{
    // Deep enough for whoever recurses to run out of stack.
    const std::string deep(1 << 18, '[');
    const std::string bad[] = {
        "",
        "null",
        "[]",
        "0.5",
        R"({"score": 0.5})",
        R"({"choices": []})",
        R"({"choices": {"0": "x"}})",
        R"({"choices": [{"text": "{\"score\": 0.5}"}]})",
        R"({"choices": [{"message": {"content": null}}]})",
        R"({"choices": [{"message": {"content": {"score": 0.5}}}]})",
        R"({"choices": [{"message": {"content": "{\"score\": 0.5}"}}])",
        "{\"choices\": [{\"message\": {\"content\": \"{\\\"score\\\": 0.5}\xff\"}}]}",
        deep,
        Completion("{\"score\": " + deep),
        Completion(std::string(1 << 18, '{')),
    };
    for (const std::string& body : bad)
    {
        const QoeRating rating = ReadVisionAnswer(body);
        EXPECT_FALSE(rating.IsValid()) << body.substr(0, 100);
        EXPECT_LT(rating.error.size(), 300u);
        EXPECT_EQ(rating.error.find('\n'), std::string::npos);
    }
}

TEST(VisionRequest, ServersAreQuotedInOneLine)
{
    EXPECT_EQ(ReadServerError(R"({"error": {"message": "out of memory", "code": 500}})"),
              "out of memory");
    EXPECT_EQ(ReadServerError(R"({"object": "error", "message": "no such model"})"),
              "no such model");
    EXPECT_EQ(ReadServerError(R"({"error": "busy"})"), "busy");
    EXPECT_EQ(ReadServerError("a\x1b[2J\nb"), "a?[2J?b");
    EXPECT_EQ(ReadServerError(std::string(5000, 'x')), std::string(200, 'x') + "...");
    EXPECT_EQ(ReadServerError(""), "");
}

TEST(VisionRequest, PicturesSurvive)
{
    RgbPicture picture{37, 11, std::vector<uint8_t>(3 * 37 * 11)};
    for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    {
        picture.pixels[i] = static_cast<uint8_t>(i * i + i / 7);
    }
    const RgbPicture read = ReadPng(WritePng(picture));
    EXPECT_EQ(read.width, 37u);
    EXPECT_EQ(read.height, 11u);
    EXPECT_EQ(read.pixels, picture.pixels);

    const RgbPicture large = EnlargePicture(picture, 12);
    ASSERT_EQ(large.width, 74u);
    ASSERT_EQ(large.height, 22u);
    for (uint32_t y = 0; y < large.height; ++y)
    {
        for (uint32_t x = 0; x < 3 * large.width; ++x)
        {
            const uint32_t from = 3 * (37 * (y / 2) + x / 6) + x % 3;
            ASSERT_EQ(large.pixels[3 * 74 * y + x], picture.pixels[from]) << x << ' ' << y;
        }
    }
    EXPECT_EQ(EnlargePicture(picture, 0).pixels, picture.pixels);
    EXPECT_EQ(EnlargePicture(picture, 11).pixels, picture.pixels);
    // A long strip stays within what evaluators take.
    const RgbPicture strip{QOE_LARGEST_SIDE / 2, 1, std::vector<uint8_t>(3 * QOE_LARGEST_SIDE / 2)};
    EXPECT_EQ(EnlargePicture(strip, 224).height, 2u);
}

TEST(VisionRequest, DigitsAreThoseOfTheStandards)
{
    // RFC 4648, section 10.
    const char* const vectors[] = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (std::size_t i = 0; i < std::size(vectors); ++i)
    {
        EXPECT_EQ(ToBase64(std::string("foobar").substr(0, i)), vectors[i]);
    }
    EXPECT_EQ(ToBase64("\xfb\xff\xfe"), "+//+");
    // FIPS 180-2, appendix B.1.
    EXPECT_EQ(Sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(VisionRequest, QuestionsAreChecked)
{
    EXPECT_EQ(CheckQoeQuestion(MakeQuestion()), "");
    QoeQuestion question = MakeQuestion();
    question.personality[1] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(CheckQoeQuestion(question), "conscientiousness of nan, expected 0 to 1");
    question.personality[1] = 1.5;
    EXPECT_THAT(CheckQoeQuestion(question), HasSubstr("expected 0 to 1"));
    question.picture = {};
    EXPECT_THAT(CheckQoeQuestion(question), HasSubstr("a picture of 0 x 0 pixels"));
    question.picture = {QOE_LARGEST_SIDE + 1, 1, std::vector<uint8_t>(3 * QOE_LARGEST_SIDE + 3)};
    EXPECT_THAT(CheckQoeQuestion(question), HasSubstr("expected sides from 1 to 8192"));
}

TEST(ChatEndpoint, TakesAddressesApart)
{
    const HttpAddress address = ParseHttpUrl("http://edge.example.org:8000/openai/v1/");
    EXPECT_EQ(address.host, "edge.example.org");
    EXPECT_EQ(address.port, "8000");
    EXPECT_EQ(address.path, "/openai/v1");
    EXPECT_EQ(ParseHttpUrl("http://edge").port, "80");
    EXPECT_EQ(ParseHttpUrl("http://edge/").path, "");
    const HttpAddress six = ParseHttpUrl("http://[::1]:65535");
    EXPECT_EQ(six.host, "::1");
    EXPECT_EQ(six.GetAuthority(), "[::1]:65535");

    ChatEndpointSettings settings;
    for (const char* url : {"http://a:1", "http://a:1/v1", "http://a:1/v1/chat/completions"})
    {
        settings.url = url;
        EXPECT_EQ(ChatEndpoint(settings).GetUrl(), "http://a:1/v1/chat/completions");
    }
    for (const char* url : {"",
                            "localhost:8080",
                            "ftp://a",
                            "http://",
                            "http://:80",
                            "http://a:",
                            "http://a:0",
                            "http://a:65536",
                            "http://a:x",
                            "http://a:-1",
                            "http://a:1:2",
                            "http://a:999999999999",
                            "http://a b",
                            "http://u@a",
                            "http://a/?x=1",
                            "http://a/\r\nX: y",
                            "http://[::1",
                            "http://[]",
                            "http://[::1]x"})
    {
        EXPECT_THAT(ComplaintAbout(url), HasSubstr("expected http://host:port/v1")) << url;
    }
    EXPECT_THAT(ComplaintAbout("https://api.example.org/v1"), HasSubstr("https is not spoken"));
}

TEST(ChatEndpoint, ChecksSettings)
{
    const VisionEvaluatorSettings good;
    EXPECT_EQ(ComplaintAbout(good), "");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    VisionEvaluatorSettings bad[9];
    bad[0].endpoint.url = "https://a";
    bad[1].endpoint.connectTime = 0.0;
    bad[2].endpoint.requestTime = nan;
    bad[3].endpoint.requestTime = 1e9;
    bad[4].endpoint.answerLimit = 0;
    bad[5].endpoint.key = "a\r\nX: y";
    bad[6].tries = 0;
    bad[7].backOff = nan;
    bad[8].model.leastSide = QOE_LARGEST_SIDE + 1;
    for (const VisionEvaluatorSettings& settings : bad)
    {
        EXPECT_NE(ComplaintAbout(settings), "");
    }
}
