from assistant import regions


def test_a_group_of_short_forms_names_its_provinces():
    assert regions.named("云贵陕8日内") == {"云南", "贵州", "陕西"}


def test_one_short_form_alone_names_nothing():
    assert regions.named("上云服务") == frozenset()


def test_only_a_value_of_provinces_is_one():
    assert regions.are_all("苏浙沪地区") == {"江苏", "浙江", "上海"}
    assert regions.are_all("四川办事处") == frozenset()
