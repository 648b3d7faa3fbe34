import { parse } from '@venom/core/parameters/parse'

parse()
