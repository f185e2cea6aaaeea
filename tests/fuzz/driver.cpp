// Plain driver: `fuzz_NAME [--seconds N] [--seed S] [files or folders...]` replays the corpus, then mutates it for N
// seconds. The same seed gives the same inputs. The input at work is in fuzz-last.bin when a property breaks.
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace
{

std::string current;

void keepInput(int signal)
{
    if (FILE* file = std::fopen("fuzz-last.bin", "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(std::string input)
{
    current = std::move(input);
    fuzzOne(reinterpret_cast<const std::uint8_t*>(current.data()), current.size());
}

void load(const std::filesystem::path& path, std::vector<std::string>& corpus)
{
    if (std::filesystem::is_directory(path)) {
        std::vector<std::filesystem::path> inside;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            inside.push_back(entry.path());
        std::sort(inside.begin(), inside.end());
        for (const auto& entry : inside)
            load(entry, corpus);
        return;
    }
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// A few cuts, copies, splices and byte changes: splicing finds more in text formats than bit flips do.
std::string mutated(const std::vector<std::string>& corpus, std::mt19937_64& random)
{
    const auto below = [&random](std::size_t n) { return n ? std::size_t(random() % n) : 0; };
    std::string s = corpus[below(corpus.size())];
    for (std::size_t rounds = 1 + below(6); rounds > 0; --rounds) {
        const std::size_t at = below(s.size() + 1);
        const std::string& other = corpus[below(corpus.size())];
        const std::size_t from = below(other.size());
        switch (below(6)) {
        case 0:
            s.erase(at, below(16));
            break;
        case 1:
            s.insert(at, 1, char(below(256)));
            break;
        case 2:
            s.insert(at, other, from, below(64));
            break;
        case 3:
            s.replace(at, below(32), other, from, below(32));
            break;
        case 4:
            s.insert(at, s.substr(below(s.size()), below(48)));
            break;
        default:
            if (at < s.size())
                s[at] = char(s[at] ^ (1 << below(8)));
        }
    }
    return s.substr(0, 1 << 16);
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGABRT, keepInput);
    std::signal(SIGSEGV, keepInput);
    long seconds = 0;
    unsigned long seed = 1;
    std::vector<std::string> corpus;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--seconds" && i + 1 < argc)
            seconds = std::strtol(argv[++i], nullptr, 10);
        else if (argument == "--seed" && i + 1 < argc)
            seed = std::strtoul(argv[++i], nullptr, 10);
        else if (std::filesystem::exists(argument))
            load(argument, corpus);
        else {
            std::fprintf(stderr, "no such file: %s\n", argument.c_str());
            return 2;
        }
    }
    if (corpus.empty()) {
        std::fprintf(stderr, "no corpus given\n");
        return 2;
    }
    for (const std::string& input : corpus)
        run(input);
    std::mt19937_64 random(seed);
    unsigned long inputs = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    for (; std::chrono::steady_clock::now() < end; ++inputs)
        run(mutated(corpus, random));
    std::printf("%zu corpus inputs, %lu mutated\n", corpus.size(), inputs);
    return 0;
}
