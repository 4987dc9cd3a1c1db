/*
 * SPDX-License-Identifier: GPL-2.0-only
 *
 * Answers in a folder: what comes back is what was stored, or is known to be damaged.
 */

#include "isac-vision-cases.h"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

using namespace ns3::isac;

TEST(AnswerCache, GivesBackWhatWasStored)
{
    const TemporaryFolder folder("isac-answer-cache");
    const AnswerCache cache(folder.GetPath() / "deep" / "er");
    const std::string key = Sha256("question");
    EXPECT_EQ(cache.Load(key).kind, CachedAnswer::Kind::ABSENT);
    for (const auto kind : {CachedAnswer::Kind::ANSWER, CachedAnswer::Kind::FAILURE})
    {
        for (const std::string& text : {std::string(), std::string("a\n\0b\r\n", 6)})
        {
            cache.Store(key, {kind, text});
            EXPECT_EQ(cache.Load(key).kind, kind);
            EXPECT_EQ(cache.Load(key).text, text);
        }
    }
    const auto files = std::filesystem::directory_iterator(folder.GetPath() / "deep" / "er");
    EXPECT_EQ(std::distance(files, {}), 1);
}

TEST(AnswerCache, KnowsWhatIsNotItsOwn)
{
    const TemporaryFolder folder("isac-answer-damage");
    const AnswerCache cache(folder.GetPath());
    const std::string key = Sha256("question");
    cache.Store(key, {CachedAnswer::Kind::ANSWER, "0.75"});
    const auto path = cache.GetPath(key);
    // Another question's answer.
    std::filesystem::copy_file(path, cache.GetPath(Sha256("another")));
    EXPECT_EQ(cache.Load(Sha256("another")).kind, CachedAnswer::Kind::DAMAGED);
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string answer = " answer\n";
    std::string failure = text;
    failure.replace(failure.find(answer), answer.size(), " failure\n");
    std::string flipped = text;
    flipped.back() ^= 1;
    for (const std::string& other :
         {std::string(), text.substr(0, text.size() - 1), text + ' ', failure, flipped})
    {
        std::ofstream(path) << other;
        EXPECT_EQ(cache.Load(key).kind, CachedAnswer::Kind::DAMAGED) << other;
    }
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    EXPECT_EQ(cache.Load(key).kind, CachedAnswer::Kind::DAMAGED);
    EXPECT_THROW(cache.Store(key, {CachedAnswer::Kind::ANSWER, "1"}), std::runtime_error);
    EXPECT_EQ(folder.List().size(), 2u); // nothing half written is left

    std::ofstream(folder.GetPath() / "file") << "x";
    EXPECT_THROW(
        AnswerCache(folder.GetPath() / "file" / "in").Store(key, {CachedAnswer::Kind::ANSWER, "1"}),
        std::runtime_error);
}

TEST(AnswerCache, IsForManyAtOnce)
{
    const TemporaryFolder folder("isac-answer-many");
    const AnswerCache cache(folder.GetPath());
    const std::string key = Sha256("question");
    cache.Store(key, {CachedAnswer::Kind::ANSWER, "a"});
    constexpr int workers = 4;
    std::vector<int> whole(workers, 0);
    std::vector<std::thread> threads;
    for (int worker = 0; worker < workers; ++worker)
    {
        threads.emplace_back([&cache, &key, &whole, worker] {
            // Of different lengths, so that no two can be taken for each other.
            const std::string text(10000 * (worker + 1), static_cast<char>('a' + worker));
            for (int i = 0; i < 20; ++i)
            {
                cache.Store(key, {CachedAnswer::Kind::ANSWER, text});
                whole[worker] += cache.Load(key).kind == CachedAnswer::Kind::ANSWER ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
    {
        thread.join();
    }
    EXPECT_EQ(whole, std::vector<int>(workers, 20));
    EXPECT_EQ(folder.List().size(), 1u);
}
